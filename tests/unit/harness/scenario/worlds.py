"""A world without an engine, and plans that act on it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from harness.clients import Clients
from harness.scenario.catalog import Catalog, Verb
from harness.scenario.clock import Answer
from harness.scenario.history import History
from harness.scenario.journal import Entry, Journal
from harness.scenario.loader import load_plan
from harness.scenario.runner import Runner
from harness.scenario.world import World
from harness.settings import ClockKind, Settings
from tests.unit.harness.scenario.scenario_files import write

ACCOUNT = "123456789012"


class HandClock:
    """Time passes only when somebody pauses."""

    kind: ClockKind = "virtual"

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def settle(self) -> None:
        pass

    def pause(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)

    def round_up(self) -> None:
        pass

    def look_away(self, at_most: float) -> None:
        self.pause(min(0.1, at_most))

    def run_to_idle(self, limit: float) -> bool:
        return True

    def during(self, call: Callable[[], Answer]) -> Answer:
        return call()


class Scene:
    """A counter that the test's actions and probes work on."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock()
        self.count = 0
        self.heard: list[Entry] = []
        self.breaches: list[str] = []
        self.on_add: Callable[[int], None] = lambda number: None
        self._folder = folder

    def add(self, world: World, number: int = 1) -> int:
        """Count."""
        self.on_add(number)
        self.count += number
        return self.count

    def fail(self, world: World, error: str) -> None:
        """Go wrong."""
        raise {"os": OSError, "interrupt": KeyboardInterrupt}[error]("it went wrong")

    def counted(self, world: World) -> int:
        """What has been counted."""
        return self.count

    def elapsed(self, world: World) -> float:
        """Seconds since the begin of 2026."""
        return (self.clock.time - datetime(2026, 1, 1, tzinfo=UTC)).total_seconds()

    def sound(self, world: World, history: History) -> list[str]:
        """Nothing is wrong."""
        return self.breaches

    def run(self, body: str) -> Journal:
        """Run a scenario with this body."""
        catalog = Catalog(_verbs(self.add, self.fail), _verbs(self.counted, self.elapsed), _verbs(self.sound))
        world = world_in(self._folder, self.clock)
        return Runner(load_plan(write(self._folder, body), catalog), world, self.heard.append).run()


def _verbs(*functions: Callable[..., Any]) -> dict[str, Verb]:
    return {function.__name__: Verb(function.__name__, function) for function in functions}


def world_in(folder: Path, clock: HandClock | None = None) -> World:
    """A world whose engine is nowhere."""
    clients = Clients("http://nowhere.invalid", ACCOUNT, "us-east-1")
    settings = Settings(project=folder, home=folder)
    return World(clients, settings, "textract_processor", folder, 1, clock or HandClock(), folder)
