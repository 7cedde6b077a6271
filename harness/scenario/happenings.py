"""What has happened inside the engine, in the scenario's account."""

from collections.abc import Sequence
from datetime import datetime
from fnmatch import fnmatchcase

from harness.engine.happening import Happening, Kind
from harness.scenario.world import World


def happened(world: World, kinds: Sequence[Kind], resource: str = "*") -> list[Happening]:
    """What has happened of these kinds, oldest first.

    Args:
        world: the scenario's.
        kinds: which.
        resource: glob of the name of the queue, function, rule, topic, state machine or alarm.

    Raises:
        UsageError: only a local engine can tell.
        ControlError: the engine doesn't answer.
    """
    events = world.timeline.events(world.clients.account)
    return [event for event in events if event.kind in kinds and fnmatchcase(event.resource, resource)]


def seconds(earlier: datetime, later: datetime) -> float:
    """From one moment to another, in seconds to the tenth."""
    return round((later - earlier).total_seconds(), 1)
