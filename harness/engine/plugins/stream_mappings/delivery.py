"""One batch of records on its way to a function."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from harness.engine.plugins.stream_mappings.policy import RetryPolicy

Record = dict[str, Any]


class Condition(StrEnum):
    """Why records are given up, in Lambda's words."""

    RETRIES = "RetryAttemptsExhausted"
    AGE = "RecordAgeExceeded"


@dataclass(frozen=True)
class Failed:
    """An attempt in vain.

    Args:
        error: what the function answered; None if the batch hasn't reached it, because it was throttled, say.
        first: index of the first record that is to be tried again; those before it are done with.
    """

    error: Mapping[str, Any] | None
    first: int = 0


@dataclass
class History:
    """The attempts that were made with a batch.

    Args:
        attempts: how many.
        failures: after how many of them the function had failed.
        error: what it answered the last time.
    """

    attempts: int = 0
    failures: int = 0
    error: Mapping[str, Any] | None = None

    def add(self, failed: Failed) -> None:
        """One more."""
        self.attempts += 1
        if failed.error is not None:
            self.failures += 1
            self.error = failed.error


@dataclass(frozen=True)
class GivenUp:
    """Records that the function will never see again, and what had happened to them."""

    records: list[Record]
    condition: Condition
    history: History


@dataclass(frozen=True)
class Delivery:
    """Tries a batch until each of its records is processed or given up, or the mapping stops.

    Args:
        policy: the mapping's.
        attempt: invokes the function; None if it has processed all.
        arrival: when a record was written, in seconds since the epoch.
        give_up: is told of records that are given up.
        stopped: whether the mapping has stopped.
    """

    policy: RetryPolicy
    attempt: Callable[[list[Record]], Failed | None]
    arrival: Callable[[Record], float]
    give_up: Callable[[GivenUp], None]
    stopped: threading.Event = field(default_factory=threading.Event)

    def run(self, records: list[Record]) -> None:
        """Process the records in their order."""
        history = History()
        while not self.stopped.is_set() and (records := self._young(records, history)):
            failed = self.attempt(records)
            if failed is None:
                return
            history.add(failed)
            if failed.error is not None and self.policy.bisects and len(records) > 1:
                # Making a batch smaller isn't a retry.
                records, history = self._smaller(records, failed.first), History()
            elif self.policy.retries is not None and history.failures > self.policy.retries:
                self.give_up(GivenUp(records[failed.first :], Condition.RETRIES, history))
                return
            else:
                records = records[failed.first :]
                self._pause(records, history)

    def _smaller(self, records: list[Record], first: int) -> list[Record]:
        """What is left of a batch: from the record that failed on if that is known, or else the second half, when the
        first one is done with."""
        if first:
            return records[first:]
        middle = len(records) // 2
        self.run(records[:middle])
        return records[middle:]

    def _young(self, records: list[Record], history: History) -> list[Record]:
        """The records that aren't too old; the others are given up."""
        horizon = time.time() - self.policy.max_age
        old: list[Record] = []
        young: list[Record] = []
        for record in records:
            (young if self.arrival(record) > horizon else old).append(record)
        if old:
            self.give_up(GivenUp(old, Condition.AGE, history))
        return young

    def _pause(self, records: list[Record], history: History) -> None:
        """Wait for the next attempt, or until a record becomes too old."""
        oldest = min(map(self.arrival, records))
        left = max(0.0, oldest + self.policy.max_age - time.time())
        self.stopped.wait(min(self.policy.pause(history.attempts), left))
