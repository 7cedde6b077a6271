"""What has happened, and in which order and when."""

from datetime import datetime

from harness.engine.happening import DeliveryDetail, Kind
from harness.scenario.happenings import happened, seconds
from harness.scenario.world import World


def events_of(world: World, kinds: list[Kind], resource: str = "*") -> list[str]:
    """What has happened, in its order, each as `kind resource`, e.g. `message.sent orders`.

    Args:
        world: the scenario's.
        kinds: which, e.g. `[message.sent, invocation.began]`; the kinds are those of `rehearse timeline`.
        resource: glob of the name of the queue, function, rule, topic, state machine or alarm.
    """
    return [f"{event.kind} {event.resource}" for event in happened(world, kinds, resource)]


def event_times(world: World, kinds: list[Kind], resource: str = "*") -> list[float]:
    """When it has happened, in seconds since the first time.

    Args:
        world: the scenario's.
        kinds: which.
        resource: glob of the name of the queue, function, rule, topic, state machine or alarm.
    """
    events = happened(world, kinds, resource)
    return [seconds(events[0].at, event.at) for event in events]


def delivery_attempts(world: World, rule: str) -> list[list[float]]:
    """When EventBridge tried to deliver each event to a target of a rule, in seconds since the first attempt.

    Args:
        world: the scenario's.
        rule: its name.
    """
    attempts: dict[tuple[str, str], list[datetime]] = {}
    for event in happened(world, [Kind.EVENT_DELIVERED, Kind.EVENT_FAILED], rule):
        target = event.detail.target if isinstance(event.detail, DeliveryDetail) else ""
        attempts.setdefault((event.subject, target), []).append(event.at)
    return [[seconds(moments[0], at) for at in moments] for moments in attempts.values()]
