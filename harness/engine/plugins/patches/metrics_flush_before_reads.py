"""Readers and alarms see every metric that was recorded before they asked.

Patches `localstack.services.cloudwatch.cloudwatch_database_helper`, where the buffered metrics end.
"""

from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

from harness.engine.plugins.after import after
from harness.engine.plugins.cloudwatch.metric_buffer import METRICS
from harness.engine.plugins.patching import Patch, replace

READS = ("get_metric_data_stat", "get_units_for_metric_data_stat", "list_metrics", "get_all_metric_data")


def apply(module: ModuleType) -> None:
    """Flush before each read, and when there are too many; forget with the tables."""
    after(module.CloudwatchDatabase, "__init__", METRICS.overflow_into)
    for read in READS:
        replace(module.CloudwatchDatabase, read, _after_flush)
    replace(module.CloudwatchDatabase, "clear_tables", _with_buffer)


def _after_flush(original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def read(self: Any, *args: Any, **kwargs: Any) -> Any:
        METRICS.flush(self)
        return original(self, *args, **kwargs)

    return read


def _with_buffer(original: Callable[..., None]) -> Callable[..., None]:
    def clear_tables(self: Any) -> None:
        METRICS.clear()
        original(self)

    return clear_tables


PATCH = Patch("metrics-flush-before-reads", "localstack.services.cloudwatch.cloudwatch_database_helper", apply)
