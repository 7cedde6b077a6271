"""Standard queues that deliver late, twice or out of order, as AWS says they may.

Patches `localstack.services.sqs.models`. A FIFO queue does none of this, here as on AWS: behaviours don't match it. No
queue loses messages, and so there is no dropping either.
"""

import copy
import time
from collections.abc import Callable
from itertools import chain, repeat
from types import ModuleType
from typing import Any

from fakes.behaviours.board import BOARD
from fakes.behaviours.deliveries import DELIVERIES
from fakes.behaviours.effects import Delay, Duplicate, Effect, Reorder
from fakes.behaviours.moment import Moment, Point
from harness.engine.plugins.patching import Patch, replace

ABLE: tuple[type[Effect], ...] = (Delay, Duplicate, Reorder)


def apply(module: ModuleType) -> None:
    """Ask about each message once, when it is about to become visible for the first time."""
    replace(module.StandardQueue, "_put_message", _putting)


def _putting(original: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    def put(queue: Any, message: Any) -> None:
        if message.receive_count > 0 or not BOARD.is_busy:  # it becomes visible again, or nobody cares
            original(queue, message)
            return
        # Made before the first is visible: a message that is being received changes.
        copies = chain([message], map(copy.deepcopy, repeat(copy.deepcopy(message))))
        DELIVERIES.deliver(_moment(queue, message), lambda: _put_last(queue, next(copies), original), ABLE)

    return put


def _put_last(queue: Any, message: Any, put: Callable[[Any, Any], None]) -> None:
    """Put a message behind those that are visible already, whatever its age."""
    message.priority = time.time()
    put(queue, message)


def _moment(queue: Any, message: Any) -> Moment:
    names, body = (queue.name, queue.arn), message.message["Body"]
    return Moment(Point.DELIVERY, "sqs", "ReceiveMessage", queue.account_id, queue.region, names, content=lambda: body)


PATCH = Patch("queues-misbehave", "localstack.services.sqs.models", apply)
