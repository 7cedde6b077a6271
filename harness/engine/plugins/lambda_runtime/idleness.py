"""Whether the machine has a processor to spare."""

import threading
import time
from collections.abc import Callable
from typing import TypeAlias

import psutil

WINDOW_SECONDS = 0.05
"""How long is looked back at least; the kernel counts in hundredths of a second."""

SPARE = 0.1
"""The share of all processor time that must have been idle."""

Measure: TypeAlias = Callable[[], tuple[float, float]]
"""Seconds since the machine's start, and idle processor seconds per processor since then."""


def _measure() -> tuple[float, float]:
    return time.monotonic(), psutil.cpu_times().idle / (psutil.cpu_count() or 1)


class Idleness:
    """Tells whether processors were idle of late. Threads may share it.

    Args:
        measure: reads the machine's counters.
    """

    def __init__(self, measure: Measure = _measure) -> None:
        self._measure = measure
        self._lock = threading.Lock()
        self._since = measure()
        self._spare = True

    def __call__(self) -> bool:
        """Whether a tenth of the processors' time was idle in the last moment that was long enough to be judged."""
        with self._lock:
            (before, idle_before), (now, idle_now) = self._since, self._measure()
            if now - before >= WINDOW_SECONDS:
                self._since = now, idle_now
                self._spare = idle_now - idle_before >= SPARE * (now - before)
            return self._spare
