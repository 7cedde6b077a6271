"""A standard queue's dead letters expire as long after they were sent as their queue keeps messages.

Patches `localstack.services.sqs.models`. As shipped their time begins anew when they are buried; on AWS it does in FIFO
queues only, and when a letter is redriven: Amazon SQS Developer Guide, "Setting-up dead-letter queue retention".
"""

import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Date letters back, and redriven ones forward."""

    def is_buried(queue: Any, message: Any) -> bool:
        source = _source(message)
        if source is None:
            return False
        _, _, _, region, account, name = source.split(":")
        origin = module.sqs_stores[account][region].queues.get(name)
        return origin is not None and (origin.redrive_policy or {}).get("deadLetterTargetArn") == queue.arn

    replace(module.StandardQueue, "_put_message", lambda original: _dating_back(original, is_buried))
    for kind in (module.StandardQueue, module.FifoQueue):
        replace(kind, "put", lambda original: _renewing(original, is_buried))


Test = Callable[[Any, Any], bool]
"""Whether a message comes to a queue because another one has buried it."""


def _source(message: Any) -> str | None:
    """ARN of the queue that has buried a message once."""
    source: str | None = (message.get("Attributes") or {}).get("DeadLetterQueueSourceArn")
    return source


def _dating_back(original: Callable[..., None], is_buried: Test) -> Callable[..., None]:
    def put_message(self: Any, message: Any) -> None:
        if is_buried(self, message.message):
            sent = int(message.message["Attributes"]["SentTimestamp"]) / 1000
            # Expired messages are looked for in this order, and only until one is found that isn't.
            message.created = message.priority = min(message.created, sent)
        original(self, message)

    return put_message


def _renewing(original: Callable[..., Any], is_buried: Test) -> Callable[..., Any]:
    def put(self: Any, message: Any, *args: Any, **kwargs: Any) -> Any:
        if _source(message) and not is_buried(self, message):
            message["Attributes"]["SentTimestamp"] = str(int(time.time() * 1000))
        return original(self, message, *args, **kwargs)

    return put


PATCH = Patch("dead-letters-keep-their-age", "localstack.services.sqs.models", apply)
