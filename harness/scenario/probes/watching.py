"""Alarms and metrics."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from statistics import fmean
from typing import Final, Literal

from harness.engine.happening import AlarmDetail, Kind
from harness.scenario.duration import Duration
from harness.scenario.happenings import happened
from harness.scenario.world import World

MINUTE = 60

TOGETHER: Final[Mapping[str, Callable[[Sequence[float]], float]]] = {
    "Sum": sum,
    "SampleCount": sum,
    "Maximum": max,
    "Minimum": min,
    "Average": fmean,
}
"""How minutes are put together."""


def alarm_state(world: World, name: str) -> str | None:
    """An alarm's state: OK, ALARM or INSUFFICIENT_DATA; null when there is no such alarm.

    Args:
        world: the scenario's.
        name: of the alarm.
    """
    alarms = world.client("cloudwatch").describe_alarms(AlarmNames=[name])
    found = [alarm["StateValue"] for kind in ("MetricAlarms", "CompositeAlarms") for alarm in alarms.get(kind, ())]
    return str(found[0]) if found else None


def alarm_history(world: World, name: str) -> list[str]:
    """The states that an alarm went to, in their order.

    Args:
        world: the scenario's.
        name: of the alarm.
    """
    events = happened(world, [Kind.ALARM_CHANGED], name)
    return [event.detail.new for event in events if isinstance(event.detail, AlarmDetail)]


def metric(
    world: World,
    namespace: str,
    name: str,
    dimensions: dict[str, str] | None = None,
    statistic: Literal["Sum", "Maximum", "Minimum", "Average", "SampleCount"] = "Sum",
    last: Duration = 3600.0,
) -> float | None:
    """A metric's statistic over the time that has just passed, by minutes put together; null without any value.

    Args:
        world: the scenario's.
        namespace: e.g. `AWS/SQS`.
        name: of the metric.
        dimensions: by name.
        statistic: of all values in that time; an average is that of the minutes.
        last: how much time, e.g. `15m`.
    """
    now = world.clock.now()
    points = world.client("cloudwatch").get_metric_statistics(
        Namespace=namespace,
        MetricName=name,
        Dimensions=[{"Name": key, "Value": value} for key, value in (dimensions or {}).items()],
        StartTime=now - timedelta(seconds=last),
        EndTime=now + timedelta(seconds=MINUTE),
        Period=MINUTE,
        Statistics=[statistic],
    )["Datapoints"]
    values = [float(point[statistic]) for point in points]
    if not values:
        return None
    return TOGETHER[statistic](values)
