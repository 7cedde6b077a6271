"""Sends a worker's share of the arrivals, each when it is due, whatever has become of those before."""

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

import gevent
from gevent.event import Event
from gevent.pool import Group
from locust.env import Environment

from harness.load.documents import Documents
from harness.load.plan import Plan
from harness.load.rows import Delivery, Request
from harness.load.schedule import arrival_times, share

TELL_SECONDS: Final = 0.5
"""How often the office is told what was sent."""

Tell = Callable[[str, Any], None]
"""Sends a message to the office."""


@dataclass(frozen=True)
class Arrival:
    """Something that is due.

    Attributes:
        index: its number.
        scheduled: when, in seconds since the epoch.
    """

    index: int
    scheduled: float


class Sender:
    """One worker's part of a run.

    Args:
        plan: of the run.
        documents: what is uploaded.
        environment: Locust's.
        tell: speaks to the office.
    """

    def __init__(self, plan: Plan, documents: Documents, environment: Environment, tell: Tell) -> None:
        self.plan = plan
        self.documents = documents
        self._events = environment.events
        self._tell = tell
        self._times = arrival_times(plan.profile.phases, plan.profile.spacing, plan.seed)
        self._due: list[Arrival] = []
        self._taken = False
        self._begun, self._ended = Event(), Event()
        self._under_way = Group()
        self._requests: list[Request] = []
        self._deliveries: list[Delivery] = []
        self._telling = gevent.spawn(self._tell_again_and_again)

    def begin(self, at: float, worker: int, workers: int) -> None:
        """Send every `workers`-th arrival, beginning at a moment in seconds since the epoch."""
        self._due = [Arrival(index, at + seconds) for index, seconds in share(self._times, worker, workers)]
        self._begun.set()

    def end(self) -> None:
        """Send nothing more."""
        self._ended.set()
        self._begun.set()

    def close(self) -> None:
        """Give up what is under way, too."""
        self.end()
        self._under_way.kill()
        self._telling.kill()
        self._tell_rows()

    def send_all(self, arrive: Callable[[Arrival], None]) -> None:
        """Have every arrival handled when it is due, at the same time as others; return when all are done.

        Once: Locust starts a user again when another worker has gone.
        """
        if self._taken:
            return
        self._taken = True
        for arrival in self._as_they_come():
            self._under_way.spawn(arrive, arrival)
        self._under_way.join()
        self._tell_rows()
        self._tell("load-sent", None)

    def request(self, kind: str, event: str, arrival: Arrival, call: Callable[[], Any]) -> str:
        """Make one request, and note how long its sender had to wait since it was due.

        Returns:
            Why it failed; empty for success.
        """
        started, error = time.time(), None
        try:
            call()
        except Exception as failure:  # whatever it is, it is a result
            error = failure
        ended = time.time()
        said = _summary(error)
        self._requests.append(Request(event, arrival.scheduled, started, ended, said))
        self._events.request.fire(
            request_type=kind,
            name=event,
            response_time=(ended - arrival.scheduled) * 1000,
            response_length=0,
            exception=error,
            context={},
            start_time=arrival.scheduled,
        )
        return said

    def delivered(self, delivery: Delivery) -> None:
        """Note an upload for the books."""
        self._deliveries.append(delivery)

    def _as_they_come(self) -> Iterator[Arrival]:
        self._begun.wait()
        for arrival in self._due:
            if self._ended.wait(max(0.0, arrival.scheduled - time.time())):
                return
            yield arrival

    def _tell_again_and_again(self) -> None:
        while True:
            gevent.sleep(TELL_SECONDS)
            self._tell_rows()

    def _tell_rows(self) -> None:
        requests, deliveries = self._requests, self._deliveries
        self._requests, self._deliveries = [], []
        if requests or deliveries:
            rows = {"requests": [asdict(row) for row in requests], "deliveries": [asdict(row) for row in deliveries]}
            self._tell("load-rows", rows)


def _summary(error: BaseException | None) -> str:
    return "" if error is None else f"{type(error).__name__}: {error}".split("\n")[0][:200]
