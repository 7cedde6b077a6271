"""`FilterLogEvents` heeds its pattern. Patches `localstack.services.logs.provider`.

As shipped, every event matches every pattern. Metric filters and subscriptions are left as they are.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.cloudwatch.filter_pattern import FilterPattern, FilterPatternError
from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Look at what a stream has without a pattern: pages are made of what is left."""
    replace(module.MotoLogStream, "filter_log_events", _filtering)


def _filtering(original: Callable[..., Any]) -> Callable[..., Any]:
    from moto.logs.exceptions import InvalidParameterException  # there with the provider

    def filter_log_events(self: Any, start_time: Any, end_time: Any, filter_pattern: str | None) -> list[Any]:
        try:
            wanted = FilterPattern.parse(filter_pattern or "")
        except FilterPatternError as error:
            raise InvalidParameterException(str(error)) from error
        events = original(self, start_time, end_time, None)
        return [event for event in events if wanted.matches(event["message"])]

    return filter_log_events


PATCH = Patch("log-events-are-filtered", "localstack.services.logs.provider", apply)
