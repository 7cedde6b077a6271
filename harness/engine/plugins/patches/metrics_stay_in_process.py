"""Services record metrics in memory. Patches `localstack.utils.cloudwatch.cloudwatch_util`.

As shipped each SQS call makes a PutMetricData call over HTTP, which ends in a commit to disk. Lambda's metrics have a
patch of their own.
"""

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from harness.engine.plugins.cloudwatch.metric_buffer import METRICS, Source
from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Replace the functions through which services publish."""
    replace(module, "publish_sqs_metric", lambda _original: publish_sqs_metric)
    replace(module, "publish_sqs_metric_batch", lambda _original: publish_sqs_metric_batch)


def publish_sqs_metric(
    account_id: str, region: str, queue_name: str, metric: str, value: float = 1, unit: str = "Count"
) -> None:
    """Record one value of one queue."""
    METRICS.add(Source(account_id, region, "AWS/SQS", {"QueueName": queue_name}), metric, value, unit)


def publish_sqs_metric_batch(account_id: str, region: str, sqs_metric_batch_data: Sequence[Mapping[str, Any]]) -> None:
    """Record several values, LocalStack's `SqsMetricBatchData`: the depths of all queues, once a minute."""
    for data in sqs_metric_batch_data:
        value, unit = data.get("Value", 1), data.get("Unit", "Count")
        publish_sqs_metric(account_id, region, data["QueueName"], data["MetricName"], value, unit)


PATCH = Patch("metrics-stay-in-process", "localstack.utils.cloudwatch.cloudwatch_util", apply)
