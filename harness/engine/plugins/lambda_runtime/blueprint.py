"""What an execution environment is made of, free of LocalStack's types."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def no_folders() -> tuple[Path, ...]:
    """A function without hot reload."""
    return ()


@dataclass(frozen=True)
class Blueprint:
    """One execution environment.

    Attributes:
        version: `$LATEST` or a number, for the START line.
        handler: `module.function`.
        timeout: seconds for one invocation.
        memory_mb: what the function has.
        environment: all variables of the process.
        task_root: folder of the code.
        layers: folders of the layers' Python packages, first one first.
        scratch: the environment's own temporary folder.
        logs_json: whether Lambda's own log lines are JSON.
        hot_folders: asks for source folders that go before the task root; they may change at any time.
        seed: of Python's `random` in the process; None for chance.
    """

    version: str
    handler: str
    timeout: float
    memory_mb: int
    environment: dict[str, str]
    task_root: Path
    layers: tuple[Path, ...]
    scratch: Path
    logs_json: bool = False
    hot_folders: Callable[[], tuple[Path, ...]] = no_folders
    seed: str | None = None
