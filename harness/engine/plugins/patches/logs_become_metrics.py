"""Log events in CloudWatch's embedded metric format become metrics. Patches `localstack.services.logs.provider`.

As shipped they are text like any other.
"""

import logging
from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.cloudwatch.emf import EmbeddedMetricError, measured
from harness.engine.plugins.cloudwatch.metric_buffer import METRICS, Source
from harness.engine.plugins.patching import Patch, replace

LOG = logging.getLogger(__name__)


def apply(module: ModuleType) -> None:
    """Look at events when they have been taken."""
    replace(module.LogsProvider, "put_log_events", _extracting)


def _extracting(original: Callable[..., Any]) -> Callable[..., Any]:
    def put_log_events(
        self: Any, context: Any, log_group_name: str, log_stream_name: str, log_events: Any, *args: Any, **kwargs: Any
    ) -> Any:
        answer = original(self, context, log_group_name, log_stream_name, log_events, *args, **kwargs)
        for event in log_events:
            _extract(event["message"], context, log_group_name)
        return answer

    return put_log_events


def _extract(message: str, context: Any, log_group: str) -> None:
    try:
        values = measured(message)
    except EmbeddedMetricError as error:
        # AWS's only sign of it: CloudWatch User Guide, "CloudWatch Logs metrics".
        METRICS.add(_source(context, "AWS/Logs", {"LogGroupName": log_group}), "EMFValidationErrors")
        LOG.warning("An event of %s isn't in the embedded metric format: %s", log_group, error)
        return
    for value in values:
        source = _source(context, value.namespace, value.dimensions)
        METRICS.add(source, value.metric, value.value, value.unit, value.at)


def _source(context: Any, namespace: str, dimensions: dict[str, str]) -> Source:
    return Source(context.account_id, context.region, namespace, dimensions)


PATCH = Patch("logs-become-metrics", "localstack.services.logs.provider", apply)
