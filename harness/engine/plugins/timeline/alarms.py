"""When alarms change their state. Patches `localstack.services.cloudwatch.provider_v2`."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.happening import AlarmDetail, Kind
from harness.engine.plugins.patching import Patch, replace
from harness.engine.plugins.timeline.timeline import TIMELINE


def apply(module: ModuleType) -> None:
    """Watch the one method that changes states, of metric and composite alarms."""
    replace(module.CloudwatchProvider, "_update_state", _watching)


def _watching(original: Callable[..., None]) -> Callable[..., None]:
    def _update_state(
        self: Any, context: Any, alarm: Any, state_value: str, state_reason: str, *args: Any, **options: Any
    ) -> None:
        detail = AlarmDetail(old=alarm.alarm["StateValue"], new=state_value, reason=state_reason)
        TIMELINE.record(context.account_id, Kind.ALARM_CHANGED, alarm.alarm["AlarmName"], state_value, detail)
        original(self, context, alarm, state_value, state_reason, *args, **options)

    return _update_state


PATCH = Patch("timeline-of-alarms", "localstack.services.cloudwatch.provider_v2", apply)
