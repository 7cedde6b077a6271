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
    kinds = ("MetricAlarm", "CompositeAlarm")  # without them, only the first is told of
    alarms = world.client("cloudwatch").describe_alarms(AlarmNames=[name], AlarmTypes=kinds)
    found = [alarm["StateValue"] for kind in kinds for alarm in alarms.get(f"{kind}s", ())]
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
    wanted = {
        "Namespace": namespace,
        "MetricName": name,
        "Dimensions": [{"Name": key, "Value": value} for key, value in (dimensions or {}).items()],
    }
    paginator = world.client("cloudwatch").get_paginator("get_metric_data")
    pages = paginator.paginate(
        MetricDataQueries=[{"Id": "m", "MetricStat": {"Metric": wanted, "Period": MINUTE, "Stat": statistic}}],
        StartTime=now - timedelta(seconds=last),
        EndTime=now + timedelta(seconds=MINUTE),
    )
    values = [value for page in pages for result in page["MetricDataResults"] for value in result["Values"]]
    return TOGETHER[statistic](values) if values else None
