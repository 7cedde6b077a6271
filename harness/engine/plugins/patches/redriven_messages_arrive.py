"""A message that comes back from a dead-letter queue isn't a duplicate. Patches `localstack.services.sqs.models`.

LocalStack's move task puts a message into a FIFO queue under its old deduplication id. Within five minutes of the first
time the queue drops it, while the task deletes it from the dead-letter queue: it is lost.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Have a queue forget the id of what comes back to it."""
    replace(module.FifoQueue, "put", _forgetting)


def _forgetting(original: Callable[..., Any]) -> Callable[..., Any]:
    def put(self: Any, message: Any, *args: Any, **kwargs: Any) -> Any:
        if (message.get("Attributes") or {}).get("DeadLetterQueueSourceArn") == self.arn:
            self.deduplication.pop(kwargs.get("message_deduplication_id"), None)
        return original(self, message, *args, **kwargs)

    return put


PATCH = Patch("redriven-messages-arrive", "localstack.services.sqs.models", apply)
