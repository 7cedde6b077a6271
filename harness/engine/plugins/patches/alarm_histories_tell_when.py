"""An alarm's history tells when its state changed, newest first. Patches `localstack.services.cloudwatch.provider_v2`.

As shipped each entry has the time of the change before it, states are timed without a time zone, and the order and
kind of entries that are asked for are ignored.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from types import ModuleType
from typing import Any

from harness.engine.plugins.cloudwatch.pages import page_of
from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Correct what is written, and sort what is read."""
    replace(module.CloudwatchProvider, "_update_state", lambda original: _timed(original, module.timestamp_millis))
    replace(module.CloudwatchProvider, "describe_alarm_history", _sorted)


def _timed(original: Callable[..., None], text: Callable[[datetime], str]) -> Callable[..., None]:
    def update_state(self: Any, context: Any, alarm: Any, *args: Any, **kwargs: Any) -> None:
        original(self, context, alarm, *args, **kwargs)
        now = datetime.now(UTC)
        alarm.alarm["StateUpdatedTimestamp"] = now
        self.get_store(context.account_id, context.region).histories[-1]["Timestamp"] = text(now)

    return update_state


def _sorted(original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def describe_alarm_history(
        self: Any,
        context: Any,
        history_item_type: str | None = None,
        max_records: int | None = None,
        next_token: str | None = None,
        scan_by: str | None = None,
        **asked: Any,
    ) -> Any:
        items = original(self, context, **asked)["AlarmHistoryItems"]
        kept = [item for item in items if history_item_type in (None, item["HistoryItemType"])]
        if scan_by != "TimestampAscending":
            kept.reverse()
        page, following = page_of(kept, max_records, next_token)
        return {"AlarmHistoryItems": page, "NextToken": following}

    return describe_alarm_history


PATCH = Patch("alarm-histories-tell-when", "localstack.services.cloudwatch.provider_v2", apply)
