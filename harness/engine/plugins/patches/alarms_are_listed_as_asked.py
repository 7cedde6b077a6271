"""Alarms are listed by all that is asked for together, in pages. Patches `localstack.services.cloudwatch.provider_v2`.

As shipped only the first of prefix, names and state counts, asking for an action fails, composite alarms come
unasked, and all come at once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from types import ModuleType
from typing import Any

from localstack.aws.api.cloudwatch import InvalidParameterCombinationException

from harness.engine.plugins.cloudwatch.pages import page_of
from harness.engine.plugins.patching import Patch, replace

ACTIONS = ("OKActions", "AlarmActions", "InsufficientDataActions")
FAMILY = ("children_of_alarm_name", "parents_of_alarm_name")
"""What makes an alarm the kin of a composite one; the answer is of another kind then."""


def apply(module: ModuleType) -> None:
    """Take the provider's place in choosing."""
    replace(module.CloudwatchProvider, "describe_alarms", _chosen)


def _chosen(original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def describe_alarms(
        self: Any, context: Any, max_records: int | None = None, next_token: str | None = None, **asked: Any
    ) -> Any:
        if asked.get("alarm_names") and asked.get("alarm_name_prefix"):
            raise InvalidParameterCombinationException("AlarmNames and AlarmNamePrefix exclude each other.")
        if any(asked.get(kin) for kin in FAMILY):
            raise NotImplementedError("CloudWatch's children and parents of composite alarms are not emulated.")
        store = self.get_store(context.account_id, context.region)
        alarms = sorted((held.alarm for held in tuple(store.alarms.values())), key=lambda alarm: alarm["AlarmName"])
        wanted = [alarm for alarm in alarms if all(_reasons(alarm, asked))]
        page, following = page_of(wanted, max_records, next_token)
        return {
            "MetricAlarms": [alarm for alarm in page if not _is_composite(alarm)],
            "CompositeAlarms": [alarm for alarm in page if _is_composite(alarm)],
            "NextToken": following,
        }

    return describe_alarms


def _reasons(alarm: Mapping[str, Any], asked: Mapping[str, Any]) -> Iterator[bool]:
    """Whether the alarm is what each of the parameters asks for."""
    kind = "CompositeAlarm" if _is_composite(alarm) else "MetricAlarm"
    yield kind in (asked.get("alarm_types") or ["MetricAlarm"])
    yield alarm["AlarmName"] in (asked.get("alarm_names") or [alarm["AlarmName"]])
    yield alarm["AlarmName"].startswith(asked.get("alarm_name_prefix") or "")
    yield alarm["StateValue"] == (asked.get("state_value") or alarm["StateValue"])
    yield not (prefix := asked.get("action_prefix")) or any(action.startswith(prefix) for action in _actions(alarm))


def _is_composite(alarm: Mapping[str, Any]) -> bool:
    return alarm.get("AlarmRule") is not None


def _actions(alarm: Mapping[str, Any]) -> Sequence[str]:
    return [action for kind in ACTIONS for action in alarm.get(kind) or ()]


PATCH = Patch("alarms-are-listed-as-asked", "localstack.services.cloudwatch.provider_v2", apply)
