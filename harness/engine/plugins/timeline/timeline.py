"""The timelines of an engine's accounts."""

import time
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock

from harness.engine.happening import Detail, Happening, Kind

ACCOUNTS_KEPT = 64
"""Accounts whose happenings are kept. A test run has hundreds, of which only the latest are of interest."""


@dataclass
class _Ring:
    """The latest happenings of one account."""

    happenings: deque[Happening]
    count: int = field(default=0)


class Timeline:
    """The latest happenings of each of the latest accounts. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rings: OrderedDict[str, _Ring] = OrderedDict()
        self._capacity = 0
        self._ignored: frozenset[str] = frozenset()

    def keep(self, capacity: int, ignored: frozenset[str] = frozenset()) -> None:
        """From now on, keep so many happenings of each account, except for the ignored ones; 0 keeps none."""
        self._capacity, self._ignored = capacity, ignored

    def record(self, account: str, kind: Kind, resource: str, subject: str, detail: Detail) -> None:
        """Write down what happens now.

        Args:
            account: 12-digit account whose resource it is.
            kind, resource, subject, detail: as in `Happening`.
        """
        if not self._capacity or account in self._ignored:
            return
        with self._lock:
            ring = self._ring(account)
            ring.count += 1
            # Inside of the lock, so that times are in the order of the numbers.
            now, tick = datetime.now(UTC), time.perf_counter()
            ring.happenings.append(Happening(now, ring.count, kind, resource, subject, detail, tick))

    def find(self, account: str, since: datetime, after: int) -> list[Happening]:
        """What happened at or after a time, and has a higher number, oldest first."""
        with self._lock:
            ring = self._rings.get(account)
            happenings = list(ring.happenings) if ring else []
        return [happening for happening in happenings if happening.seq > after and happening.at >= since]

    def _ring(self, account: str) -> _Ring:
        ring = self._rings.get(account)
        if ring is None:
            ring = self._rings[account] = _Ring(deque(maxlen=self._capacity))
            while len(self._rings) > ACCOUNTS_KEPT:
                self._rings.popitem(last=False)
        else:
            self._rings.move_to_end(account)
        return ring


TIMELINE = Timeline()
"""The timeline of this engine process."""
