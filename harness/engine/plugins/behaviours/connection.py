"""The connection on which a request came, so that it can be broken.

Patches `rolo.serving.twisted`, which hides the connection from whoever answers a request.
"""

from types import ModuleType
from typing import Any

from harness.engine.plugins.after import after
from harness.engine.plugins.patching import Patch

KEY = "rehearsal.connection"
"""Where it is in the request's WSGI environment."""


class Connection:
    """A client's connection. Its methods may be called from any thread.

    Args:
        response: twisted's side of the request.
    """

    def __init__(self, response: Any) -> None:
        self._response = response

    def reset(self) -> None:
        """Break it at once: the client reads `connection reset by peer`."""
        self._in_reactor(self._response.request.transport.abortConnection)

    def close(self) -> None:
        """End it after what has been written."""
        self._in_reactor(self._response.request.transport.loseConnection)

    def _in_reactor(self, function: Any) -> None:
        # Waits until it is done, so that nothing can be written after it.
        from twisted.internet.threads import blockingCallFromThread

        blockingCallFromThread(self._response.reactor, function)


def apply(module: ModuleType) -> None:
    """Put the connection where handlers of a request find it."""
    after(module.HeaderPreservingWSGIResponse, "__init__", _show_connection)


def _show_connection(response: Any) -> None:
    response.environ[KEY] = Connection(response)


PATCH = Patch("connections-can-break", "rolo.serving.twisted", apply)
