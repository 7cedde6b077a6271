"""Which pieces of work are going on, so that time moves only when all of them are done or wait."""

import itertools
import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from harness.engine.plugins.clock import real

QUIET_SECONDS = 0.001
"""How long nothing may begin before all counts as quiet where work may go from one to another through something that
isn't watched, such as a socket."""


@dataclass(frozen=True)
class Work:
    """A piece of work that is going on.

    Attributes:
        name: of the thread, or of what it does.
        began: in the host's monotonic seconds.
    """

    name: str
    began: float = field(default_factory=real.monotonic)

    @property
    def seconds(self) -> float:
        """Real seconds for which it has been going on."""
        return real.monotonic() - self.began


class Activity:
    """The threads that are at work.

    A thread is at work from the moment in which something wakes it, and not only from when it really runs: there is no
    gap in which the work is in nobody's hands. Threads that are never woken by something watched, such as the one that
    polls the network, don't count.

    Attributes:
        waiting_calls: how many calls of clients waited in the engine when all work was done the last time.
    """

    def __init__(self) -> None:
        self._changed = real.Condition()
        self._works: dict[int, Work] = {}
        self._left_behind: dict[int, Work] = {}
        self._numbers = itertools.count(1)
        self._unwatched = 0
        self._calls = 0
        self.waiting_calls = 0
        self._of_thread = threading.local()

    def begin(self, name: str) -> int:
        """Some work begins, perhaps in another thread; returns its number."""
        with self._changed:
            number = next(self._numbers)
            self._works[number] = Work(name)
            return number

    def end(self, number: int | None) -> None:
        """A piece of work is done; None is no work."""
        with self._changed:
            self._left_behind.pop(number or 0, None)
            if self._works.pop(number or 0, None) and not self._works:
                self._changed.notify_all()

    def adopt(self, number: int | None) -> None:
        """The calling thread does this piece of work from now on, and what it was at is done; one that rests has
        nothing to do with it."""
        if getattr(self._of_thread, "rests", False):
            self.end(number)
        else:
            self.end(self.lay_down())
            self._of_thread.work = number

    def lay_down(self) -> int | None:
        """The calling thread does nothing more; returns the work it was at, which has not ended yet."""
        work: int | None = getattr(self._of_thread, "work", None)
        self._of_thread.work = None
        return work

    def works(self) -> bool:
        """Whether the calling thread is at work."""
        return getattr(self._of_thread, "work", None) is not None

    @contextmanager
    def working(self) -> Iterator[None]:
        """The calling thread is at work, if it wasn't already; also one that rests otherwise."""
        if self.works():
            yield
            return
        rests = getattr(self._of_thread, "rests", False)
        self._of_thread.rests = False
        self.adopt(self.begin(threading.current_thread().name))
        try:
            yield
        finally:
            self.end(self.lay_down())
            self._of_thread.rests = rests

    @contextmanager
    def resting(self) -> Iterator[None]:
        """The calling thread isn't at work, since it waits for somebody else's."""
        had_work = self.works()
        self.end(self.lay_down())
        before = getattr(self._of_thread, "rests", False)
        self._of_thread.rests = True
        self._count_call(-1)
        try:
            yield
        finally:
            self._count_call(1)
            self._of_thread.rests = before
            if had_work:
                self.adopt(self.begin(threading.current_thread().name))

    @contextmanager
    def awaiting(self) -> Iterator[None]:
        """The calling thread rests until somebody lets it go on whom this isn't told: the network, or the system."""
        self.begin_unwatched()
        try:
            with self.resting():
                yield
        finally:
            self.end_unwatched()

    def begin_unwatched(self) -> None:
        """From now on, somebody may begin to work whom nobody has woken: that all rest for a moment proves nothing."""
        with self._changed:
            self._unwatched += 1

    def end_unwatched(self) -> None:
        """He is at work, or won't be."""
        with self._changed:
            self._unwatched -= 1

    @contextmanager
    def serving(self) -> Iterator[None]:
        """The calling thread, which is at work, serves a client's call, also while it waits; not while it rests."""
        self._of_thread.serves = True
        self._count_call(1)
        try:
            yield
        finally:
            self._count_call(-1)
            self._of_thread.serves = False

    def _count_call(self, number: int) -> None:
        if getattr(self._of_thread, "serves", False):
            with self._changed:
                self._calls += number

    def at_work(self) -> list[str]:
        """The names of the threads that are at work."""
        with self._changed:
            return sorted(work.name for work in (*self._works.values(), *self._left_behind.values()))

    def settle(self, patience: float, at_most: float = math.inf, *, alone: bool = False) -> list[Work]:
        """Wait until nobody is at work whose end is to be expected.

        Args:
            patience: real seconds of this wait after which a piece of work that still goes on is left behind: nobody
                waits for it again.
            at_most: real seconds after which all is left behind that goes on then, however new: one thing leads to
                the next for ever.
            alone: whether nobody outside is about to set anything going, as far as the caller knows.

        Returns:
            What was left behind now; nothing as a rule.
        """
        began = real.monotonic()
        left_behind: list[Work] = []

        def due(work: Work) -> float:
            return min(max(work.began, began) + patience, began + at_most)

        with self._changed:
            while not self._is_quiet(alone):
                left_behind += self._leave_behind(due)
                if self._works:
                    self._changed.wait(min(map(due, self._works.values())) - real.monotonic())
            self.waiting_calls = self._calls
        return left_behind

    def _is_quiet(self, alone: bool) -> bool:
        if self._works:
            return False
        if alone and not self._unwatched and not self._left_behind:
            return True
        last = next(self._numbers)
        self._changed.wait(QUIET_SECONDS)
        return not self._works and next(self._numbers) == last + 1

    def _leave_behind(self, due: Callable[[Work], float]) -> list[Work]:
        now = real.monotonic()
        overdue = {number: work for number, work in self._works.items() if due(work) <= now}
        for number in overdue:
            self._left_behind[number] = self._works.pop(number)
        return list(overdue.values())
