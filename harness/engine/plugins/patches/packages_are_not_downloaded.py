"""What would have to be downloaded isn't emulated, and says so at once.

Patches `localstack.packages.api`. As shipped the first call of some services (Kinesis, OpenSearch, JSONata in state
machines) fetches a server of theirs, and where there is no network its caller waits for minutes.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Install nothing that isn't there."""
    replace(module.PackageInstaller, "install", _refusing)


def _refusing(original: Callable[..., None]) -> Callable[..., None]:
    def install(self: Any, *args: Any, **kwargs: Any) -> None:
        if not self.is_installed():
            raise NotImplementedError(f"What needs {self.name} is not emulated: it would have to be downloaded.")
        original(self, *args, **kwargs)

    return install


PATCH = Patch("packages-are-not-downloaded", "localstack.packages.api", apply)
