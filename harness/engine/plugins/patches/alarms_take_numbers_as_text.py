"""An alarm's numbers may come from parameters. Patches CloudFormation's provider of `AWS::CloudWatch::Alarm`.

The value that a user gives to a template's parameter is text, which CloudFormation turns into what the property needs.
As shipped, LocalStack passes the text on, and CloudWatch refuses it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace as changed
from types import ModuleType
from typing import Any, Final

from harness.engine.plugins.patching import Patch, replace

NUMBERS: Final[Mapping[str, Callable[[str], float]]] = {
    "DatapointsToAlarm": int,
    "EvaluationPeriods": int,
    "Period": int,
    "Threshold": float,
}


def apply(module: ModuleType) -> None:
    """Turn text into numbers for CloudWatch; the stack's own record stays as it was in the template."""
    replace(module.CloudWatchAlarmProvider, "create", _converting)


def _converting(original: Callable[..., Any]) -> Callable[..., Any]:
    def create(self: Any, request: Any) -> Any:
        texts = {name: value for name, value in request.desired_state.items() if _is_number_as_text(name, value)}
        numbers = {name: NUMBERS[name](text) for name, text in texts.items()}
        progress = original(self, changed(request, desired_state={**request.desired_state, **numbers}))
        progress.resource_model.update(texts)
        return progress

    return create


def _is_number_as_text(name: str, value: Any) -> bool:
    return name in NUMBERS and isinstance(value, str)


PATCH = Patch(
    "alarms-take-numbers-as-text", "localstack.services.cloudwatch.resource_providers.aws_cloudwatch_alarm", apply
)
