"""Whether another Lambda environment would find a processor, and an engine that has time for it."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import psutil

WINDOW_SECONDS = 0.05
"""How long is looked back at least; the kernel counts in hundredths of a second."""

SPARE = 0.1
"""The share of all processors' time that must have been idle."""

SATURATED = 0.75
"""The share of one processor's time from which on the engine is at its limit, because of the interpreter's lock: its
functions wait for it, and more of them would only wait longer."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The machine's counters, in seconds.

    Attributes:
        time: now.
        idle: time for which the processors were idle, on average.
        engine: processor time that this process has used.
    """

    time: float
    idle: float
    engine: float


Measure: TypeAlias = Callable[[], Reading]


def _measure() -> Reading:
    return Reading(time.monotonic(), psutil.cpu_times().idle / (psutil.cpu_count() or 1), time.process_time())


class Idleness:
    """Tells whether there was time to spare of late. Threads may share it.

    Args:
        measure: reads the counters.
        clock: seconds that never run backwards.
    """

    def __init__(self, measure: Measure = _measure, clock: Callable[[], float] = time.monotonic) -> None:
        self._measure = measure
        self._clock = clock
        self._lock = threading.Lock()
        self._last = measure()
        self._spare = True

    def __call__(self) -> bool:
        """Whether processors were idle and the engine wasn't at its limit, in the last moment long enough to judge."""
        with self._lock:
            if self._clock() - self._last.time >= WINDOW_SECONDS:
                before, self._last = self._last, self._measure()
                self._spare = _is_spare(before, self._last)
            return self._spare


def _is_spare(before: Reading, now: Reading) -> bool:
    seconds = now.time - before.time
    idle, engine = now.idle - before.idle, now.engine - before.engine
    return idle >= SPARE * seconds and engine < SATURATED * seconds
