"""Waiting for an execution environment: often one becomes free sooner than a new one would have started."""

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from harness.engine.plugins.clock import real

PLACES = os.cpu_count() or 1
"""Environments of a version that start without anybody's waiting."""

PATIENCE_SECONDS = 0.1
"""How long to wait for an environment when a processor is idle: about what a start takes."""

SPACING_SECONDS = 0.05
"""Between two starts then. AWS starts a thousand in ten seconds (Lambda Developer Guide, "Scaling behavior")."""

LONG_PATIENCE_SECONDS = 5.0
"""How long to wait when none is, counted from the last one that became free: another environment would only take time
from those that are at work, unless they wait themselves, perhaps for this very invocation."""

LONG_SPACING_SECONDS = 5.0
"""Between two starts then, for each environment that there is: a queue that lasts must not fill the memory."""

Environment = TypeVar("Environment")


@dataclass(eq=False)
class _Visitor:
    """Somebody who waits for an environment of one function version.

    Attributes:
        version: its id.
        since: when the wait began.
        stuck_since: when an environment of the version became free last; before there was one, when the wait began.
        bell: rung when it is worth while to look.
    """

    version: str
    since: float = field(default_factory=lambda: real.monotonic())
    stuck_since: float = field(default_factory=lambda: real.monotonic())
    bell: real.Event = field(default_factory=real.Event)


class WaitingRoom:
    """Hands environments that become free to those who wait, and has new ones started as far as that helps.

    Without it, a burst of invocations starts an environment for each, and a machine of two processors is busy with
    starts for longer than a few warm environments would have needed for all the work. It is the host's processors that
    are waited for, in the host's time: none of the engine's passes.

    Args:
        is_idle: tells whether there is a processor to spare.
        places: environments of a version that start at once.
    """

    def __init__(self, is_idle: Callable[[], bool], places: int = PLACES) -> None:
        self._is_idle = is_idle
        self._places = places
        self._starting: Counter[str] = Counter()
        self._last_start = real.monotonic() - LONG_SPACING_SECONDS
        self._visitors: list[_Visitor] = []
        self._lock = threading.Lock()

    def obtain(
        self,
        version: str,
        find: Callable[[], Environment | None],
        count: Callable[[], int],
        start: Callable[[], Environment],
    ) -> Environment:
        """An environment of a version: one that is free, if need be after a moment, or a new one.

        Args:
            version: its id.
            find: reserves a free environment of the version, if there is one.
            count: how many of them there are.
            start: starts one.
        """
        with self._waiting(version) as visitor:
            while (free := find()) is None and not self._may_start(visitor, count()):
                # Only the first in line looks again and again: a hundred who do would keep the processors busy.
                visitor.bell.wait(SPACING_SECONDS if self._first(version) is visitor else None)
                visitor.bell.clear()
        return self._started(version, start) if free is None else free

    def tell_of_free(self, version: str) -> None:
        """An environment of the version has become free."""
        now = real.monotonic()
        for visitor in self._of(version):
            visitor.stuck_since = now
        self._wake_first(version)

    @contextmanager
    def _waiting(self, version: str) -> Iterator[_Visitor]:
        visitor = _Visitor(version)
        with self._lock:
            self._visitors.append(visitor)
        try:
            yield visitor
        finally:
            with self._lock:
                self._visitors.remove(visitor)
            self._wake_first(version)  # who now looks, and begins to look again and again

    def _wake_first(self, version: str) -> None:
        if visitor := self._first(version):
            visitor.bell.set()

    def _first(self, version: str) -> _Visitor | None:
        return next(iter(self._of(version)), None)

    def _of(self, version: str) -> list[_Visitor]:
        with self._lock:
            return [visitor for visitor in self._visitors if visitor.version == version]

    def _may_start(self, visitor: _Visitor, count: int) -> bool:
        """Whether to start one more environment; if so, it counts from now on."""
        with self._lock:
            count += self._starting[visitor.version]
            if count >= self._places and not self._is_time(visitor, count):
                return False
            self._starting[visitor.version] += 1
            self._last_start = real.monotonic()
            return True

    def _is_time(self, visitor: _Visitor, count: int) -> bool:
        now = real.monotonic()
        waited, quiet = now - visitor.since, now - self._last_start
        if now - visitor.stuck_since >= LONG_PATIENCE_SECONDS and quiet >= LONG_SPACING_SECONDS * count:
            return True
        return waited >= PATIENCE_SECONDS and quiet >= SPACING_SECONDS and self._is_idle()

    def _started(self, version: str, start: Callable[[], Environment]) -> Environment:
        try:
            return start()
        finally:
            with self._lock:
                self._starting[version] -= 1
                if not self._starting[version]:
                    del self._starting[version]
