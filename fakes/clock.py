"""The time that fakes live in; a virtual clock replaces these functions."""

import time


def now() -> float:
    """Seconds since the epoch."""
    return time.time()


def sleep(seconds: float) -> None:
    """Let seconds pass; none or fewer return at once."""
    if seconds > 0:
        time.sleep(seconds)
