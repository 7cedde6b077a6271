"""A queue announces that a message became visible. Patches `localstack.services.sqs.models`.

Cures event source mappings that ask their queue once a second: with the bell they sleep until there is something.
"""

from types import ModuleType
from typing import Any

from harness.engine.plugins.after import after
from harness.engine.plugins.bells import BELLS
from harness.engine.plugins.patching import Patch


def apply(module: ModuleType) -> None:
    """Ring on both kinds of queue, wherever a message or a message group becomes available."""
    after(module.StandardQueue, "__init__", lambda queue: _ring_on_put(queue.visible, queue.arn))
    after(module.FifoQueue, "__init__", lambda queue: _ring_on_put(queue.message_group_queue, queue.arn))


def _ring_on_put(queue: Any, arn: str) -> None:
    put = queue.put

    def put_and_ring(*args: Any, **kwargs: Any) -> None:
        put(*args, **kwargs)
        BELLS.ring(arn)

    # On the instance: `put_nowait` and everything else of the queue go through it.
    queue.put = put_and_ring


PATCH = Patch("queues-ring-on-arrival", "localstack.services.sqs.models", apply)
