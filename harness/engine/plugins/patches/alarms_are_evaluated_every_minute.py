"""Alarms are evaluated every minute, also those over expressions and percentiles; what isn't emulated is refused.

Patches `localstack.services.cloudwatch.provider_v2`. As shipped an alarm is evaluated once in all its periods, over
periods that begin anywhere, and never if it is about an expression or a percentile. A changed alarm forgets its state.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from types import ModuleType
from typing import Any

from localstack.aws.api import CommonServiceException

from harness.engine.plugins.cloudwatch.alarm_rule import COMPARISONS
from harness.engine.plugins.cloudwatch.alarm_watch import AlarmWatch, metrics, wanted
from harness.engine.plugins.cloudwatch.functions import ExpressionError
from harness.engine.plugins.cloudwatch.queries import Queries, refused
from harness.engine.plugins.cloudwatch.statistics import UnknownStatisticError
from harness.engine.plugins.patching import Patch, replace

STATE = ("StateValue", "StateReason", "StateReasonData", "StateUpdatedTimestamp", "StateTransitionedTimestamp")
"""What a changed alarm keeps."""


def apply(module: ModuleType) -> None:
    """Put our watch in the place of LocalStack's scheduler, and judge alarms when they are made."""
    replace(module.CloudwatchProvider, "start_alarm_scheduler", lambda _original: _start)
    replace(module.CloudwatchProvider, "put_metric_alarm", _judging)


def _start(self: Any) -> None:
    if not self.alarm_scheduler:
        self.alarm_scheduler = AlarmWatch(self.cloudwatch_database)


def _judging(original: Callable[..., None]) -> Callable[..., None]:
    @wraps(original)
    def put_metric_alarm(self: Any, context: Any, request: dict[str, Any]) -> None:
        _judge(request)
        alarms = self.get_store(context.account_id, context.region).alarms
        before = {alarm.alarm["AlarmName"]: alarm.alarm for alarm in list(alarms.values())}.get(
            request["AlarmName"], {}
        )
        original(self, context, request)
        for alarm in list(alarms.values()):
            if alarm.alarm["AlarmName"] == request["AlarmName"]:
                alarm.alarm.update({field: before[field] for field in STATE if field in before})

    return put_metric_alarm


def _judge(alarm: Mapping[str, Any]) -> None:
    if alarm["ComparisonOperator"] not in COMPARISONS or "ThresholdMetricId" in alarm:
        raise NotImplementedError("CloudWatch's anomaly detection is not emulated.")
    try:
        Queries(metrics(alarm))
        wanted(alarm)
    except (ExpressionError, UnknownStatisticError) as error:
        raise CommonServiceException("ValidationError", refused(error), sender_fault=True) from error
    except (KeyError, ValueError) as error:
        message = "An alarm needs a metric, its statistic and its period, or metrics of which exactly one returns data"
        raise CommonServiceException("ValidationError", message, sender_fault=True) from error


PATCH = Patch("alarms-are-evaluated-every-minute", "localstack.services.cloudwatch.provider_v2", apply)
