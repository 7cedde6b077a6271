"""Locust's view of a run: as many users as there are workers, until the run is over."""

from typing import Any

from locust.runners import Runner

from harness.load.generator.station import station_of
from harness.load.generator.users import ArrivalUser


def tick(runner: Runner | None) -> tuple[int, float, list[Any]] | None:
    """How many users there are to be, how many of them may start in a second, and of which class; None ends the run."""
    if runner is None:
        return None
    station = station_of(runner.environment)
    office = station.office
    if office is None:
        return (station.workers, station.workers, _users(runner, ""))
    return (
        None if office.over.is_set() else (station.workers, station.workers, _users(runner, office.plan.profile.system))
    )


def _users(runner: Runner, system: str) -> list[Any]:
    users = [user for user in runner.user_classes if issubclass(user, ArrivalUser)]
    return [user for user in users if user.system == system] or users[:1]  # before it is known whose test it is
