"""Recording a queue's metric is a call, not a job for a pool of threads. Patches `localstack.services.sqs.provider`."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patches.metrics_stay_in_process import publish_sqs_metric
from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Record where LocalStack hands over to its executor."""
    replace(module.CloudwatchDispatcher, "dispatch_sqs_metric", _recording)


def _recording(_original: Callable[..., None]) -> Callable[..., None]:
    def dispatch_sqs_metric(_self: Any, *args: Any, **kwargs: Any) -> None:
        publish_sqs_metric(*args, **kwargs)

    return dispatch_sqs_metric


PATCH = Patch("sqs-metrics-without-threads", "localstack.services.sqs.provider", apply)
