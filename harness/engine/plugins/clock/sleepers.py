"""The threads that wait for a moment, in the order of their moments."""

import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from harness.engine.plugins.clock.waiter import Woken

GRAIN_NS = 10_000
"""Moments closer to each other than this are one. Seconds since the epoch, in a float, are a quarter of a microsecond
apart: two who reckon the same moment in different ways miss each other by that."""


class Waiting(Protocol):
    """What waits for a moment.

    Attributes:
        thread: that waits, or on whose behalf.
        woken: why the wait has ended; None while it lasts.
    """

    thread: threading.Thread
    woken: Woken | None

    def expire(self) -> bool:
        """The moment has come; False if the wait has ended already."""

    def nudge(self) -> None:
        """Look at the time again."""


@dataclass(frozen=True, eq=False)
class Sleeper:
    """A thread that waits for a moment.

    Args:
        deadline_ns: the moment, in virtual nanoseconds since the epoch.
        duration_ns: how long it wanted to sleep.
        number: those who wake at the same moment do so in the order in which they went to sleep.
        waiter: the thread, or what stands for it.
    """

    deadline_ns: int
    duration_ns: int
    number: int
    waiter: Waiting

    @property
    def moment(self) -> int:
        """The number of the grain of time in which it wakes."""
        return grain_of(self.deadline_ns)

    @property
    def order(self) -> tuple[int, int]:
        """By this, sleepers wake."""
        return self.moment, self.number


def grain_of(deadline_ns: int) -> int:
    """The number of the nearest grain of time."""
    return (deadline_ns + GRAIN_NS // 2) // GRAIN_NS


class Sleepers:
    """All sleepers. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        self._all: dict[int, Sleeper] = {}

    def add(self, deadline_ns: int, duration_ns: int, waiter: Waiting) -> Sleeper:
        """A thread goes to sleep."""
        sleeper = Sleeper(deadline_ns, duration_ns, next(self._numbers), waiter)
        with self._lock:
            self._all[sleeper.number] = sleeper
        return sleeper

    def remove(self, sleeper: Sleeper) -> None:
        """A thread is awake."""
        with self._lock:
            self._all.pop(sleeper.number, None)

    def asleep(self) -> list[Sleeper]:
        """Those that nobody has woken, in the order in which they will wake."""
        return sorted(self._waiting(), key=lambda sleeper: sleeper.order)

    def first(self, wanted: Callable[[Sleeper], bool] = lambda _: True) -> Sleeper | None:
        """The first of them that is wanted to wake."""
        return min(filter(wanted, self._waiting()), key=lambda sleeper: sleeper.order, default=None)

    def latest_of(self, moment: int) -> int:
        """The latest deadline of those who wake at a moment, in virtual nanoseconds since the epoch; 0 without any."""
        return max((sleeper.deadline_ns for sleeper in self._waiting() if sleeper.moment == moment), default=0)

    def latest_until(self, deadline_ns: int) -> int:
        """The latest deadline up to this one, in virtual nanoseconds since the epoch; 0 without any."""
        return max((one.deadline_ns for one in self._waiting() if one.deadline_ns <= deadline_ns), default=0)

    def nudge(self) -> None:
        """Have all look at the time again."""
        for sleeper in self.asleep():
            sleeper.waiter.nudge()

    def _waiting(self) -> list[Sleeper]:
        with self._lock:
            self._all = {number: one for number, one in self._all.items() if one.waiter.woken is None}
            return list(self._all.values())
