"""A queue announces that a message became visible. Patches `localstack.services.sqs.models`.

Cures event source mappings that ask their queue once a second: with the bell they sleep until there is something.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.bells import BELLS
from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Ring on both kinds of queue, wherever a message or a message group becomes available."""
    replace(module.StandardQueue, "__init__", lambda original: _announcing(original, "visible"))
    replace(module.FifoQueue, "__init__", lambda original: _announcing(original, "message_group_queue"))


def _announcing(original: Callable[..., None], available: str) -> Callable[..., None]:
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        _ring_on_put(getattr(self, available), self.arn)

    return __init__


def _ring_on_put(queue: Any, arn: str) -> None:
    put = queue.put

    def put_and_ring(*args: Any, **kwargs: Any) -> None:
        put(*args, **kwargs)
        BELLS.ring(arn)

    # On the instance: `put_nowait` and everything else of the queue go through it.
    queue.put = put_and_ring


PATCH = Patch("queues-ring-on-arrival", "localstack.services.sqs.models", apply)
