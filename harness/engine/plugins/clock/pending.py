"""What will still happen by itself, and what only goes on for ever."""

import sys
import threading
from collections.abc import Iterator
from typing import Any

from harness.engine.plugins.clock.sleepers import Sleeper, Sleepers
from harness.engine.plugins.stores import stores_of

FOR_EVER = (
    "sqs-",
    "events-schedules",
    "cloudwatch",
    "dynamodb-sweeper",
    "rehearsal-",
)
"""Beginnings of the names of threads that wait without anything being about to happen: they look after things again and
again, or let items expire."""

FOR_EVER_TIMERS = ("keepalive_passed",)
"""Functions of timers that only tidy up."""


def is_pending(sleeper: Sleeper) -> bool:
    """Whether something will happen when a sleeper wakes."""
    thread = sleeper.waiter.thread
    if isinstance(thread, threading.Timer):
        return getattr(thread.function, "__name__", "") not in FOR_EVER_TIMERS
    return not thread.name.startswith(FOR_EVER)


def something_pends(sleepers: Sleepers) -> bool:
    """Whether something will still happen without anybody asking for it.

    Messages that are in flight or delayed become visible by themselves. Schedules, alarms, time to live and retention
    go on for ever, and don't count.
    """
    return any(map(is_pending, sleepers.asleep())) or any(queue.inflight or queue.delayed for queue in _queues())


def _queues() -> Iterator[Any]:
    """Everybody's queues, and those in which Lambda keeps asynchronous invocations."""
    # While they are being imported the modules are there already, and what they hold isn't.
    if stores := getattr(sys.modules.get("localstack.services.sqs.models"), "sqs_stores", None):
        for store in stores_of(stores):
            yield from list(store.queues.values())
    internal = sys.modules.get("localstack.services.lambda_.invocation.internal_sqs_queue")
    if client := getattr(internal, "get_fake_sqs_client", None):
        yield from list(client().queue_manager.queues.values())
