"""Workers live in the engine's time when that is a virtual one. Standard library only, apart from time-machine."""

import sys
import time
from pathlib import Path

_arguments: tuple[Path, ...] = ()


def share(pace: Path, library: Path) -> None:
    """In the engine: have template processes follow its time from now on.

    Args:
        pace: the file in which the engine publishes it.
        library: folder that holds time-machine and nothing else.
    """
    global _arguments
    _arguments = (pace, library)


def arguments() -> tuple[Path, ...]:
    """More arguments of `template_main`; none when time is real."""
    return _arguments


def follow(pace: str, library: str) -> None:
    """In the template: live in the engine's time, and so will every worker."""
    from harness.engine.plugins.clock import travel
    from harness.engine.plugins.clock.shared import SharedPace

    monotonic_ns = time.monotonic_ns
    shared = SharedPace(Path(pace))
    sys.path.append(library)
    travel.follow(lambda: shared.read().at(monotonic_ns()))
    sys.path.remove(library)
