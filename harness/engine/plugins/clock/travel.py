"""Python's own functions of the present time, on another clock. Standard library only, apart from time-machine."""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any


def follow(now_ns: Callable[[], int]) -> None:
    """Have `time.time`, `datetime.now` and their relatives answer from a clock, for good and however imported.

    Args:
        now_ns: nanoseconds since the epoch. It must not use the functions that are replaced.
    """
    library = _time_machine()
    traveller: Any = library.travel(0).start()
    traveller.time_ns = now_ns


def _time_machine() -> ModuleType:
    """The library without its pytest plugin: it would load pytest wherever that is installed."""
    absent: Any = None
    hidden = sys.modules.setdefault("pytest", absent)
    try:
        import time_machine
    finally:
        if hidden is None:
            del sys.modules["pytest"]
    return time_machine
