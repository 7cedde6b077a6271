"""A queue's attributes have AWS's ranges. Patches `localstack.services.sqs.models`, which takes any value."""

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

RANGES = {
    "DelaySeconds": (0, 900),
    "KmsDataKeyReusePeriodSeconds": (60, 86_400),
    "MaximumMessageSize": (1_024, 1_048_576),
    "MessageRetentionPeriod": (60, 1_209_600),
    "ReceiveMessageWaitTimeSeconds": (0, 20),
    "VisibilityTimeout": (0, 43_200),
}
"""Lowest and highest value, in seconds and bytes. SQS API Reference, "SetQueueAttributes"."""


def apply(module: ModuleType) -> None:
    """Check the ranges after LocalStack has checked the names."""
    for queue in (module.StandardQueue, module.FifoQueue):
        replace(queue, "validate_queue_attributes", lambda original: _checking(original, module))


def _checking(original: Callable[..., None], module: ModuleType) -> Callable[..., None]:
    def validate_queue_attributes(self: Any, attributes: Mapping[str, str]) -> None:
        original(self, attributes)
        for name in impossible(attributes):
            raise module.InvalidAttributeValue(f"Invalid value for the parameter {name}.")

    return validate_queue_attributes


def impossible(attributes: Mapping[str, str]) -> list[str]:
    """Names of the attributes that are no number, or out of range."""
    return [
        name for name, (low, high) in RANGES.items() if name in attributes and not _is_in(attributes[name], low, high)
    ]


def _is_in(value: str, low: int, high: int) -> bool:
    try:
        return low <= int(value) <= high
    except ValueError:
        return False


PATCH = Patch("queues-refuse-impossible-attributes", "localstack.services.sqs.models", apply)
