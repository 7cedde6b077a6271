"""Evaluating all alarms at each whole minute.

CloudWatch does so, whatever their periods, and every ten seconds for those with shorter ones: CloudWatch User Guide,
"Alarm evaluation". An alarm of five minutes looks at the five minutes that have just ended, minute after minute.
"""

import json
import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from harness.engine.plugins.cloudwatch.alarm_rule import AlarmRule, Verdict
from harness.engine.plugins.cloudwatch.queries import Queries
from harness.engine.plugins.cloudwatch.reading import reader
from harness.engine.plugins.later import now
from harness.engine.plugins.stores import stores_of

LOG = logging.getLogger(__name__)

BEAT = 60
SHORT_BEAT = 10


class AlarmWatch:
    """Stands where LocalStack expects its `AlarmScheduler`, whose methods it has.

    Args:
        database: LocalStack's `CloudwatchDatabase`.
    """

    def __init__(self, database: Any) -> None:
        self._database = database
        self._changed = threading.Condition()
        self._closed = False
        self._looked = now()
        self._thread = threading.Thread(target=self._run, name="cloudwatch-alarms", daemon=True)
        self._thread.start()

    def schedule_metric_alarm(self, alarm_arn: str) -> None:
        """An alarm is there; it is evaluated at the next whole minute."""
        with self._changed:
            self._changed.notify_all()

    def delete_scheduler_for_alarm(self, alarm_arn: str) -> None:
        """An alarm goes; it won't be found."""

    def restart_existing_alarms(self) -> None:
        """Alarms were loaded."""
        self.schedule_metric_alarm("")

    def shutdown_scheduler(self) -> None:
        """Evaluate no more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join(10)

    def _run(self) -> None:
        while (before := self._wait_for_beat()) is not None:
            for alarm in _alarms():
                if moment := last_beat(_beat(alarm.alarm), before, self._looked):
                    self._evaluate(alarm, moment)

    def _wait_for_beat(self) -> float | None:
        """Wait for the next moment at which there is something to evaluate; when that was looked for before, in epoch
        seconds, or None when it is over."""
        with self._changed:
            while not self._closed:
                beat = min((_beat(alarm.alarm) for alarm in _alarms()), default=None)
                if beat is None:
                    self._changed.wait()
                    self._looked = now()
                    continue
                before = self._looked
                left = before - before % beat + beat - now()
                if left <= 0:
                    self._looked = now()
                    return before
                self._changed.wait(left)
        return None

    def _evaluate(self, alarm: Any, moment: int) -> None:
        try:
            verdict, data = judged(alarm, moment, self._database)
            if verdict.state not in (None, alarm.alarm["StateValue"]):
                _set_state(alarm, verdict, data)
        except Exception:
            LOG.exception("The alarm %s could not be evaluated", alarm.alarm["AlarmName"])


def last_beat(seconds: int, before: float, after: float) -> int | None:
    """The last beat between two looks: who is late misses none, however many others there are in between.

    Args:
        seconds: between two beats.
        before: epoch seconds at which somebody looked.
        after: epoch seconds at which somebody looks again.
    """
    beat = int(after - after % seconds)
    return beat if beat > before else None


def judged(alarm: Any, moment: int, database: Any) -> tuple[Verdict, dict[str, Any]]:
    """What an alarm should say, and what that is made of.

    Args:
        alarm: LocalStack's `LocalStackMetricAlarm`.
        moment: epoch seconds at which the last period ends.
        database: LocalStack's `CloudwatchDatabase`.
    """
    rule, queries, name = AlarmRule.of(alarm.alarm), Queries(metrics(alarm.alarm)), wanted(alarm.alarm)
    start = moment - rule.range * queries.period
    read = reader(database, alarm.account_id, alarm.region, start, moment)
    points = queries.answers([name], read, start, moment)[name]
    values = [points.get(at) for at in range(start, moment, queries.period)]
    return rule.verdict(values), {
        "version": "1.0",
        "queryDate": datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000"),
        "period": queries.period,
        "recentDatapoints": [value for value in values if value is not None][-rule.periods :],
        "threshold": rule.threshold,
    }


def metrics(alarm: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The metric data queries of an alarm; of one without metric math, the one that it amounts to."""
    if "Metrics" in alarm:
        queries: Sequence[Mapping[str, Any]] = alarm["Metrics"]
        return queries
    stat = {
        "Metric": {name: alarm[name] for name in ("Namespace", "MetricName", "Dimensions") if name in alarm},
        "Period": alarm["Period"],
        "Stat": alarm.get("Statistic") or alarm["ExtendedStatistic"],
    }
    return [{"Id": "metric", "MetricStat": stat | ({"Unit": alarm["Unit"]} if "Unit" in alarm else {})}]


def wanted(alarm: Mapping[str, Any]) -> str:
    """The id of the query that is compared with the threshold.

    Raises:
        ValueError: there are several, or none.
    """
    (name,) = (str(query["Id"]) for query in metrics(alarm) if query.get("ReturnData", True))
    return name


def _beat(alarm: Mapping[str, Any]) -> int:
    return BEAT if Queries(metrics(alarm)).period >= BEAT else SHORT_BEAT


def _alarms() -> Iterator[Any]:
    """Everybody's metric alarms."""
    from localstack.services.cloudwatch.models import LocalStackMetricAlarm, cloudwatch_stores

    for store in stores_of(cloudwatch_stores):
        yield from (alarm for alarm in list(store.alarms.values()) if isinstance(alarm, LocalStackMetricAlarm))


def _set_state(alarm: Any, verdict: Verdict, data: dict[str, Any]) -> None:
    from localstack.aws.connect import connect_to

    connect_to(aws_access_key_id=alarm.account_id, region_name=alarm.region).cloudwatch.set_alarm_state(
        AlarmName=alarm.alarm["AlarmName"],
        StateValue=verdict.state,
        StateReason=verdict.reason,
        StateReasonData=json.dumps(data),
    )
