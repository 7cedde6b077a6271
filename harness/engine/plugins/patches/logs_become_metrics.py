"""Log events in CloudWatch's embedded metric format become metrics. Patches `localstack.services.logs.provider`.

As shipped they are text like any other.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.cloudwatch.log_metrics import extract
from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Look at events when they have been taken."""
    replace(module.LogsProvider, "put_log_events", _extracting)


def _extracting(original: Callable[..., Any]) -> Callable[..., Any]:
    def put_log_events(
        self: Any, context: Any, log_group_name: str, log_stream_name: str, log_events: Any, *args: Any, **kwargs: Any
    ) -> Any:
        answer = original(self, context, log_group_name, log_stream_name, log_events, *args, **kwargs)
        extract(log_events, context.account_id, context.region, log_group_name)
        return answer

    return put_log_events


PATCH = Patch("logs-become-metrics", "localstack.services.logs.provider", apply)
