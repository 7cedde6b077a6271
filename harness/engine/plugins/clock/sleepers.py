"""The threads that wait for a moment, in the order of their moments."""

import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass

from harness.engine.plugins.clock.waiter import Waiter

GRAIN_NS = 10_000
"""Moments closer to each other than this are one. Seconds since the epoch, in a float, are a quarter of a microsecond
apart: two who reckon the same moment in different ways miss each other by that."""


@dataclass(frozen=True, eq=False)
class Sleeper:
    """A thread that waits for a moment.

    Args:
        deadline_ns: the moment, in virtual nanoseconds since the epoch.
        duration_ns: how long it wanted to sleep.
        number: those who wake at the same moment do so in the order in which they went to sleep.
        waiter: the thread.
    """

    deadline_ns: int
    duration_ns: int
    number: int
    waiter: Waiter

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

    def add(self, deadline_ns: int, duration_ns: int, waiter: Waiter) -> Sleeper:
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
        with self._lock:
            waiting = [sleeper for sleeper in self._all.values() if sleeper.waiter.woken is None]
        return sorted(waiting, key=lambda sleeper: sleeper.order)

    def first(self, wanted: Callable[[Sleeper], bool] = lambda _: True) -> Sleeper | None:
        """The first of them that is wanted to wake."""
        return next(filter(wanted, self.asleep()), None)

    def latest_of(self, moment: int) -> int:
        """The latest deadline of those who wake at a moment, in virtual nanoseconds since the epoch; 0 without any."""
        return max((sleeper.deadline_ns for sleeper in self.asleep() if sleeper.moment == moment), default=0)

    def nudge(self) -> None:
        """Have all look at the time again."""
        for sleeper in self.asleep():
            sleeper.waiter.nudge()
