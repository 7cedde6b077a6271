"""Which pieces of work are going on, so that time moves only when all of them are done or wait."""

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from harness.engine.plugins.clock import real

QUIET_SECONDS = 0.001
"""How long nothing may begin before all counts as quiet: the time in which one thread hands over to another through
something that isn't watched, such as a socket."""


class Activity:
    """The threads that are at work.

    A thread is at work from the moment in which something wakes it, and not only from when it really runs: there is no
    gap in which the work is in nobody's hands. Threads that are never woken by something watched, such as the one that
    polls the network, don't count.
    """

    def __init__(self) -> None:
        self._changed = real.Condition()
        self._works: dict[int, str] = {}
        self._numbers = itertools.count(1)
        self._of_thread = threading.local()

    def begin(self, name: str) -> int:
        """Some work begins, perhaps in another thread; returns its number."""
        with self._changed:
            number = next(self._numbers)
            self._works[number] = name
            return number

    def end(self, number: int | None) -> None:
        """A piece of work is done; None is no work."""
        with self._changed:
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
        """The calling thread is at work, if it wasn't already."""
        if self.works():
            yield
            return
        self.adopt(self.begin(threading.current_thread().name))
        try:
            yield
        finally:
            self.end(self.lay_down())

    @contextmanager
    def resting(self) -> Iterator[None]:
        """The calling thread isn't at work, since it waits for somebody else's."""
        had_work = self.works()
        self.end(self.lay_down())
        before = getattr(self._of_thread, "rests", False)
        self._of_thread.rests = True
        try:
            yield
        finally:
            self._of_thread.rests = before
            if had_work:
                self.adopt(self.begin(threading.current_thread().name))

    def at_work(self) -> list[str]:
        """The names of the threads that are at work."""
        with self._changed:
            return sorted(self._works.values())

    def settle(self, patience: float) -> list[str]:
        """Wait until nobody is at work.

        Args:
            patience: most real seconds to wait.

        Returns:
            The names of the threads that were still at work then; none as a rule.
        """
        deadline = real.monotonic() + patience
        with self._changed:
            while (left := deadline - real.monotonic()) > 0:
                if self._works:
                    self._changed.wait(left)
                    continue
                last = next(self._numbers)
                self._changed.wait(QUIET_SECONDS)
                if not self._works and next(self._numbers) == last + 1:
                    return []
            return sorted(self._works.values())
