"""The sweeper: wakes when the next item expires, and not before."""

import heapq
import itertools
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from harness.engine.plugins.dynamodb.keys import ItemKey

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """An item that expires.

    Args:
        account: 12-digit account.
        region: AWS region.
        table: the table's name.
        key: the item's key.
    """

    account: str
    region: str
    table: str
    key: ItemKey


@dataclass(order=True, frozen=True, slots=True)
class _Entry:
    when: float
    number: int
    due: Due = field(compare=False)


class Sweeper:
    """A thread that lets items expire in order of their times.

    It never looks at the tables by itself: whoever writes an item that expires tells it. What it is told may be out of
    date by then, so `expire` must look again.

    Args:
        expire: called with each item when its time has come, in the sweeper's thread.
        clock: seconds since the epoch.
        delay: seconds between an item's expiry and its deletion. AWS takes up to 48 hours.
    """

    def __init__(self, expire: Callable[[Due], None], clock: Callable[[], float], delay: float = 0.0):
        self._expire = expire
        self._clock = clock
        self._delay = delay
        self._entries: list[_Entry] = []
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._stopping = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to sweep in a thread of its own."""
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="dynamodb-sweeper", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread and wait for it."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread:
            self._thread.join()

    def schedule(self, expiry: float, due: Due) -> None:
        """Let an item expire at `expiry`, in seconds since the epoch."""
        entry = _Entry(expiry + self._delay, next(self._numbers), due)
        with self._changed:
            heapq.heappush(self._entries, entry)
            if self._entries[0] is entry:
                self._changed.notify_all()

    def sweep(self) -> None:
        """Expire everything that is due now."""
        for due in self._take_due():
            try:
                self._expire(due)
            except Exception:
                LOG.exception("Could not expire an item of table %s", due.table)

    def _run(self) -> None:
        while self._wait_for_next():
            self.sweep()

    def _wait_for_next(self) -> bool:
        """Wait until something is due; False if the sweeper stops instead."""
        with self._changed:
            while not self._stopping:
                if not self._entries:
                    self._changed.wait()
                elif (seconds := self._entries[0].when - self._clock()) > 0:
                    self._changed.wait(min(seconds, threading.TIMEOUT_MAX))
                else:
                    return True
        return False

    def _take_due(self) -> list[Due]:
        with self._changed:
            taken = []
            while self._entries and self._entries[0].when <= self._clock():
                taken.append(heapq.heappop(self._entries).due)
            return taken
