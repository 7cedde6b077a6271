"""Waiting for what nobody announces."""

import time
from collections.abc import Callable

import psutil

PATIENCE = 60.0
"""Seconds within which anything happens, however slow or busy the machine is. Only what never comes takes so long."""


def eventually(holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Return as soon as `holds` does.

    Raises:
        AssertionError: it doesn't hold after `seconds`.
    """
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.01)


def ended(pid: int) -> bool:
    """Whether a process runs no more. One that nobody buries, as in a container without an init, has ended too."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
