"""The ring of recorded calls: the latest so many, which anybody can ask for and wait for."""

import threading
import time
from collections import Counter, deque
from fnmatch import fnmatchcase
from itertools import islice

from pydantic import BaseModel, ConfigDict, Field

from harness.engine.call import Call


class Query(BaseModel):
    """Which calls are wanted. What is left out matches everything.

    Attributes:
        account: 12-digit account.
        service: glob of boto3's name.
        operation: glob of AWS's name.
        resource: glob of the name of a resource.
        caller: `client` or `service`.
        errors: only calls that failed.
        since: only calls at or after that time, in seconds since the epoch.
        after: only calls with a higher number.
        limit: the latest so many of them; with `after` the first so many.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    account: str = "*"
    service: str = "*"
    operation: str = "*"
    resource: str = "*"
    caller: str = "*"
    errors: bool = False
    since: float = 0.0
    after: int = Field(default=0, ge=0)
    limit: int = Field(default=100, ge=1)

    def wants(self, call: Call) -> bool:
        """Whether the call is one of them."""
        return (
            call.time >= self.since
            and fnmatchcase(call.account, self.account)
            and fnmatchcase(call.service, self.service)
            and fnmatchcase(call.operation, self.operation)
            and fnmatchcase(call.caller, self.caller)
            and (not self.errors or call.status >= 400)
            and (self.resource == "*" or any(fnmatchcase(name, self.resource) for name in call.resources.values()))
        )


class Ring:
    """The latest calls. Threads may share it.

    Args:
        capacity: how many are kept.
    """

    def __init__(self, capacity: int) -> None:
        self._calls: deque[Call] = deque(maxlen=capacity)
        self._changed = threading.Condition()
        self._count = 0
        self._forgotten: Counter[str] = Counter()
        self._awaited: list[Query] = []

    def add(self, call: Call) -> None:
        """Record a call, and give it its number."""
        with self._changed:
            self._count += 1
            call.number = self._count
            if len(self._calls) == self._calls.maxlen:
                self._forgotten[self._calls[0].account] += 1
            self._calls.append(call)
            if any(query.wants(call) for query in self._awaited):
                self._changed.notify_all()

    def forgotten(self, account: str) -> int:
        """How many calls of an account were recorded and aren't kept any more."""
        with self._changed:
            return self._forgotten[account]

    def find(self, query: Query) -> list[Call]:
        """The calls that are wanted, oldest first."""
        with self._changed:
            return self._find(query)

    def wait(self, query: Query, seconds: float) -> list[Call]:
        """The calls that are wanted, as soon as there are any; none if there are none in time."""
        deadline = time.monotonic() + seconds
        with self._changed:
            self._awaited.append(query)  # to be woken by each call would slow down all of them
            try:
                while not (found := self._find(query)):
                    left = deadline - time.monotonic()
                    if left <= 0 or not self._changed.wait(left):
                        break
            finally:
                self._awaited.remove(query)
            return found

    def _find(self, query: Query) -> list[Call]:
        """Walk back from the latest call, for what is wanted is usually near it."""
        new = self._count - query.after if query.after else len(self._calls)
        wanted = filter(query.wants, islice(reversed(self._calls), max(0, new)))
        if query.after:
            return list(wanted)[::-1][: query.limit]
        return list(islice(wanted, query.limit))[::-1]
