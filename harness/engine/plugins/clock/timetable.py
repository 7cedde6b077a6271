"""When the time of messages in queues comes."""

import logging
import threading
import time
from collections.abc import Iterator
from typing import Any

from harness.engine.plugins import turns

LOG = logging.getLogger(__name__)

_ROUNDING = 1e-6
"""Seconds that are too few to matter: what is said in seconds since the epoch isn't more exact than a quarter of it."""


class Timetable:
    """Looks after the messages of some queues whenever the time of one of them has come.

    Args:
        worker: LocalStack's `QueueUpdateWorker`, which knows the queues.
    """

    def __init__(self, worker: Any) -> None:
        self._worker = worker
        self._changed = threading.Event()
        self._planned: float | None = None
        self._stopped = False

    def run(self, *_arguments: Any) -> None:
        """Work until told to stop."""
        while not self._stopped:
            self._changed.clear()
            self._planned = None  # whatever is announced from here on makes another round
            queues = self._queues()
            for queue in queues:
                if any(map(has_come, moments(queue))):
                    self._update(queue)
                    turns.give_way()
            self._planned = min((moment for queue in queues for moment in moments(queue)), default=None)
            self._changed.wait(None if self._planned is None else _seconds_until(self._planned))

    def expect(self, moment: float) -> None:
        """A message's time will have come at this moment, in seconds since the epoch."""
        if self._planned is None or moment < self._planned:
            self._changed.set()

    def stop(self) -> None:
        """End the work."""
        self._stopped = True
        self._changed.set()

    def _queues(self) -> list[Any]:
        while True:
            try:
                return list(self._worker.iter_queues())
            except RuntimeError:  # a queue was made or deleted meanwhile
                continue

    def _update(self, queue: Any) -> None:
        try:
            queue.requeue_inflight_messages()
            queue.enqueue_delayed_messages()
            queue.remove_expired_messages()
        except Exception:
            LOG.exception("Messages of %s were not looked after", queue.arn)


def _seconds_until(moment: float) -> float:
    """Never none at all: a message that can't be looked after must not keep time from moving."""
    return max(_ROUNDING, moment - time.time() - _ROUNDING)


def moments(queue: Any) -> Iterator[float]:
    """When messages of a queue appear or expire."""
    with queue.mutex:
        yield from [message.visibility_deadline for message in queue.inflight]
        yield from [end_of_delay(message) for message in queue.delayed]
        # LocalStack drops what is older, not what is just as old.
        yield from [end_of_life(queue, oldest) + 2 * _ROUNDING for heap in _heaps(queue) for oldest in heap[:1]]


def has_come(moment: float) -> bool:
    """Whether the clock has reached a moment, in seconds since the epoch."""
    return time.time() + 2 * _ROUNDING >= moment


def end_of_delay(message: Any) -> float:
    """When a message first appears."""
    return float(message.created + (message.delay_seconds or 0))


def end_of_life(queue: Any, message: Any) -> float:
    """When a message is dropped that nobody has deleted."""
    return float(message.created + queue.message_retention_period)


def _heaps(queue: Any) -> list[list[Any]]:
    """The visible messages, in one list or in one for each message group; the oldest one comes first."""
    if hasattr(queue, "message_groups"):
        return [group.messages for group in queue.message_groups.values()]
    return [queue.visible.queue]
