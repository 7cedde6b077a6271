"""The metrics that stand in log events."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from harness.engine.plugins.cloudwatch.emf import EmbeddedMetricError, measured
from harness.engine.plugins.cloudwatch.metric_buffer import METRICS, Source

LOG = logging.getLogger(__name__)


def extract(events: Iterable[Mapping[str, Any]], account: str, region: str, log_group: str) -> None:
    """Record the metrics of log events, or that they break their format.

    Args:
        events: of PutLogEvents, each with its `message`.
        account: 12-digit account.
        region: AWS region.
        log_group: where they were written.
    """
    for event in events:
        _extract(event["message"], account, region, log_group)


def _extract(message: str, account: str, region: str, log_group: str) -> None:
    try:
        values = measured(message)
    except EmbeddedMetricError as error:
        # AWS's only sign of it: CloudWatch User Guide, "CloudWatch Logs metrics".
        METRICS.add(Source(account, region, "AWS/Logs", {"LogGroupName": log_group}), "EMFValidationErrors")
        LOG.warning("An event of %s isn't in the embedded metric format: %s", log_group, error)
        return
    for value in values:
        source = Source(account, region, value.namespace, value.dimensions)
        METRICS.add(source, value.metric, value.value, value.unit, value.at)
