"""The base of every user: it does something for each arrival of its worker's share."""

from collections.abc import Callable
from typing import Any, ClassVar

import gevent
from locust import User, task
from locust.exception import StopUser

from harness.load.generator.sender import Arrival, Sender
from harness.load.generator.station import station_of


class ArrivalUser(User):
    """Sends by schedule instead of waiting for answers. Each worker has one.

    Subclasses that speak HTTP also inherit from Locust's `FastHttpUser`.

    Attributes:
        system: to which system's profiles it belongs.
    """

    abstract = True
    system: ClassVar[str] = ""

    @property
    def sender(self) -> Sender:
        """Its worker's part of the run, as soon as the plan is known."""
        station = station_of(self.environment)
        while station.sender is None:
            gevent.sleep(0.05)
        return station.sender

    def arrive(self, arrival: Arrival) -> None:
        """What is done for an arrival; others may be under way."""
        raise NotImplementedError

    def request(self, kind: str, event: str, arrival: Arrival, call: Callable[[], Any]) -> str:
        """Make one request; the error, or nothing. Its latency counts from the moment at which it was due."""
        return self.sender.request(kind, event, arrival, call)

    @task
    def send(self) -> None:
        """Send the worker's share, then rest."""
        self.sender.send_all(self.arrive)
        raise StopUser
