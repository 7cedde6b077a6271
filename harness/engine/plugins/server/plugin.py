"""How LocalStack finds our server."""

from typing import Any

from localstack.runtime.server.core import RuntimeServerPlugin


class ThreadedServerPlugin(RuntimeServerPlugin):
    """The plugin `GATEWAY_SERVER=threads`."""

    name = "threads"

    def load(self, *_args: Any, **_kwargs: Any) -> Any:
        """Make the server."""
        from harness.engine.plugins.server.server import ThreadedServer

        return ThreadedServer()
