"""What a Locust process does for a run: it leads, it sends, or both."""

from typing import Any
from weakref import WeakKeyDictionary

from locust.env import Environment
from locust.runners import LocalRunner, MasterRunner, WorkerRunner

from harness.load.generator.conductor import Conductor
from harness.load.generator.office import Office
from harness.load.generator.player import Player
from harness.load.generator.sender import Sender

STATIONS: WeakKeyDictionary[Environment, "Station"] = WeakKeyDictionary()


def station_of(environment: Environment) -> "Station":
    """The station of a Locust process."""
    return STATIONS[environment]


class Station:
    """One Locust process.

    Args:
        environment: Locust's.
    """

    def __init__(self, environment: Environment) -> None:
        runner: Any = environment.runner
        # In this order: when a test ends, what was sent is told before the books are closed.
        self._player = Player(environment) if isinstance(runner, LocalRunner | WorkerRunner) else None
        self._conductor = Conductor(environment) if isinstance(runner, LocalRunner | MasterRunner) else None

    @property
    def sender(self) -> Sender | None:
        """Of the test that runs, as soon as it has its plan."""
        return self._player.sender if self._player else None

    @property
    def office(self) -> Office | None:
        """Of the test that runs, where it is led."""
        return self._conductor.office if self._conductor else None

    @property
    def workers(self) -> int:
        """How many processes send."""
        return self._conductor.players if self._conductor else 1
