"""The metrics that stand in log events."""

import logging

from harness.engine.plugins.cloudwatch.emf import EmbeddedMetricError, measured
from harness.engine.plugins.cloudwatch.metric_buffer import METRICS, Source

LOG = logging.getLogger(__name__)


def extract(message: str, account: str, region: str, log_group: str) -> None:
    """Record the metrics of a log event, or that it breaks their format."""
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
