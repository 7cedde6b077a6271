"""Letting time pass."""

from harness.scenario.duration import Duration
from harness.scenario.world import World, WorldError


def advance(world: World, time: Duration) -> None:
    """Let time pass: in virtual time at once, with everything that happens in it; in real time by waiting.

    Args:
        world: the scenario's.
        time: how much, e.g. `9m`.
    """
    world.clock.pause(time)


def run_to_idle(world: World, limit: Duration = 3600.0) -> float:
    """Let virtual time pass until nothing is about to happen any more; returns how many seconds that took.

    Schedules, alarms, expiry and retention go on for ever, and don't count.

    Args:
        world: the scenario's.
        limit: how much time may pass, e.g. `2h`.

    Raises:
        UsageError: the scenario lives in real time.
        WorldError: something is still about to happen when the limit is reached.
    """
    began = world.clock.now()
    if not world.clock.run_to_idle(limit):
        raise WorldError(f"Something is still about to happen after {limit:g} s.", hint="Raise the step's `limit`.")
    return (world.clock.now() - began).total_seconds()
