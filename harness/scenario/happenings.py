"""What has happened inside the engine, in the scenario's account."""

from collections.abc import Sequence
from datetime import datetime
from fnmatch import fnmatchcase

from harness.engine.happening import Happening, Kind
from harness.scenario.world import World, WorldError


def happened(world: World, kinds: Sequence[Kind], resource: str = "*") -> list[Happening]:
    """What has happened of these kinds, oldest first.

    Args:
        world: the scenario's.
        kinds: which.
        resource: glob of the name of the queue, function, rule, topic, state machine or alarm.

    Raises:
        UsageError: only a local engine can tell.
        WorldError: the engine keeps only the latest happenings, and some of the account's are gone.
        ControlError: the engine doesn't answer.
    """
    events = world.timeline.events(world.clients.account)
    if events and (forgotten := events[0].seq - 1):
        raise WorldError(
            f"The engine has forgotten the first {forgotten:,} happenings, so nobody can count them.",
            hint="Set REHEARSE_HAPPENINGS_KEPT to a larger number where the engine is started.",
        )
    return [event for event in events if event.kind in kinds and fnmatchcase(event.resource, resource)]


def seconds(earlier: datetime, later: datetime) -> float:
    """From one moment to another, in seconds to the tenth."""
    return round((later - earlier).total_seconds(), 1)
