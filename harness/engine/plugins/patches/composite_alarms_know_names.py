"""Composite alarms go by whatever their rules say. Patches `localstack.services.cloudwatch.provider_v2`.

As shipped only `ALARM("…") OR ALARM("…")` is evaluated, only with ARNs, and only when one of these alarms changes: an
alarm that is named keeps the composite one from ever going off.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from types import ModuleType
from typing import Any

from localstack.aws.api import CommonServiceException

from harness.engine.plugins.cloudwatch.alarm_rule import State
from harness.engine.plugins.cloudwatch.composite_rule import CompositeRule, RuleError
from harness.engine.plugins.patches.alarms_are_evaluated_every_minute import STATE
from harness.engine.plugins.patching import Patch, replace

Alarms = Mapping[str, Any]
"""LocalStack's alarms, by name and by ARN."""


def apply(module: ModuleType) -> None:
    """Judge rules when they are made, and evaluate them in our own way."""
    provider = module.CloudwatchProvider
    replace(provider, "_validate_alarm_rule_expression", lambda _original: lambda _self, _rule: [])
    replace(provider, "_evaluate_composite_alarm", lambda _original: _evaluate)
    replace(provider, "put_composite_alarm", _judging)


def _judging(original: Callable[..., None]) -> Callable[..., None]:
    @wraps(original)
    def put_composite_alarm(self: Any, context: Any, request: dict[str, Any]) -> None:
        rule, alarms, name = _rule(request["AlarmRule"]), _alarms(self, context), request["AlarmName"]
        if unknown := [member for member in rule.alarms if member not in alarms]:
            raise _refused(f"Could not save the composite alarm as alarms {unknown} in the alarm rule do not exist")
        if any("AlarmRule" in alarms[member].alarm for member in rule.alarms):
            raise NotImplementedError("CloudWatch's composite alarms of composite alarms are not emulated.")
        before = alarms[name].alarm if name in alarms else {}
        original(self, context, request)
        composite = _alarms(self, context)[name]
        composite.alarm.update({field: before[field] for field in STATE if field in before})
        _evaluate(self, context, composite, next((alarms[member] for member in rule.alarms), composite))

    return put_composite_alarm


def _evaluate(self: Any, context: Any, composite: Any, triggering: Any) -> None:
    """Let the composite alarm say what its rule says; `triggering` is the alarm that has changed."""
    alarms = _alarms(self, context)

    def state_of(name: str) -> str:
        return str(alarms[name].alarm["StateValue"]) if name in alarms else State.INSUFFICIENT_DATA

    old = composite.alarm["StateValue"]
    new = State.ALARM if _rule(composite.alarm["AlarmRule"]).holds(state_of) else State.OK
    if new == old:
        return
    arn, state, since = (triggering.alarm[name] for name in ("AlarmArn", "StateValue", "StateTransitionedTimestamp"))
    reason = f"{arn} transitioned to {state} at {since:%A %d %B, %Y %H:%M:%S %Z}"
    data = {"triggeringAlarms": [{"arn": arn, "state": {"value": state, "timestamp": _written(since)}}]}
    self._update_state(context, composite, str(new), reason, data)
    if composite.alarm["ActionsEnabled"]:
        self._run_composite_alarm_actions(context, composite, old, triggering)


def _alarms(provider: Any, context: Any) -> Alarms:
    held = tuple(provider.get_store(context.account_id, context.region).alarms.values())
    return {alarm.alarm[field]: alarm for field in ("AlarmArn", "AlarmName") for alarm in held}


def _rule(text: str) -> CompositeRule:
    try:
        return CompositeRule(text)
    except RuleError as error:
        raise _refused(str(error)) from error


def _refused(message: str) -> CommonServiceException:
    return CommonServiceException("ValidationError", message, sender_fault=True)


def _written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}+0000"


PATCH = Patch("composite-alarms-know-names", "localstack.services.cloudwatch.provider_v2", apply)
