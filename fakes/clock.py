"""The time that fakes live in; a virtual clock replaces these functions."""

import time
from collections.abc import Callable
from threading import Timer


def now() -> float:
    """Seconds since the epoch."""
    return time.time()


def sleep(seconds: float) -> None:
    """Let seconds pass; none or fewer return at once."""
    if seconds > 0:
        time.sleep(seconds)


def after(seconds: float, action: Callable[[], None]) -> None:
    """Do something in a thread of its own once seconds have passed."""
    timer = Timer(max(0.0, seconds), action)
    timer.daemon = True  # what is still to come must not keep the engine from ending
    timer.start()
