"""What functions have logged is on disk, however much it is. Patches `localstack.services.logs.provider`.

As shipped, every line that was ever logged stays in memory, and a description of log groups copies them all.
"""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from localstack import config

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Give each new stream a file for its events."""
    replace(module.MotoLogStream, "__init__", _with_a_file)


def _with_a_file(original: Callable[..., None]) -> Callable[..., None]:
    # As late as LocalStack itself, which loads moto's models with its provider.
    from harness.engine.plugins.cloudwatch.events_file import EventsFile

    folder = Path(config.dirs.tmp) / "logs"

    def initialise(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        folder.mkdir(parents=True, exist_ok=True)
        self.events = EventsFile(folder)

    return initialise


PATCH = Patch("log-events-live-on-disk", "localstack.services.logs.provider", apply)
