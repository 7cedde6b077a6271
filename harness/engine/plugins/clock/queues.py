"""Queues that keep virtual time: a message appears at its moment, and in its turn.

As shipped, LocalStack looks once a second for messages whose time has come, counts a message without delay as delayed
until the clock's next tick, and knows the order of messages only by the tick in which they were sent: while time stands
still, there is no next tick and no order.
"""

import itertools
import math
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.after import after
from harness.engine.plugins.clock.timetable import Timetable, end_of_delay, end_of_life, has_come
from harness.engine.plugins.patching import Patch, replace

_TIMETABLES: list[Timetable] = []
"""That of the queues that clients make, and that of those in which Lambda keeps asynchronous events."""


def _messages_keep_their_turn(module: ModuleType) -> None:
    """Of two messages that were sent at one moment, the first one is first; one that comes back has its old turn."""
    numbers, message = itertools.count(), module.SqsMessage

    def number(self: Any) -> None:
        self.turn = next(numbers)

    after(message, "__init__", number)
    message.__lt__ = lambda self, other: (self.priority, self.turn) < (other.priority, other.turn)
    replace(message, "is_delayed", lambda _original: property(lambda self: not has_come(end_of_delay(self))))
    replace(message, "is_visible", lambda _original: property(lambda self: has_come(self.visibility_deadline or 0)))


def _messages_announce_moments(module: ModuleType) -> None:
    """Only when they are where timetables look for them, or a look in between would miss them."""
    after(module.SqsQueue, "update_visibility_timeout", lambda _queue: _expect(0))
    for kind in (module.StandardQueue, module.FifoQueue):
        replace(kind, "put", _announcing_new)
        replace(kind, "receive", _announcing_received)


def _announcing_new(original: Callable[..., Any]) -> Callable[..., Any]:
    def put(self: Any, *args: Any, **kwargs: Any) -> Any:
        message = original(self, *args, **kwargs)
        _expect(end_of_delay(message) if message.is_delayed else end_of_life(self, message))
        return message

    return put


def _announcing_received(original: Callable[..., Any]) -> Callable[..., Any]:
    def receive(self: Any, *args: Any, **kwargs: Any) -> Any:
        result = original(self, *args, **kwargs)
        for message in result.successful:
            _expect(message.visibility_deadline)
        return result

    return receive


def _receives_see_what_is_visible(module: ModuleType) -> None:
    """Who asks at the very moment in which a message appears needn't wait for the timetable."""

    def exact(original: Callable[..., Any]) -> Callable[..., Any]:
        def receive(self: Any, *args: Any, **kwargs: Any) -> Any:
            self.requeue_inflight_messages()
            self.enqueue_delayed_messages()
            return original(self, *args, **kwargs)

        return receive

    for kind in (module.StandardQueue, module.FifoQueue):
        replace(kind, "receive", exact)


def _queues_follow_timetables(module: ModuleType) -> None:
    def start(worker: Any) -> None:
        with worker.mutex:
            if worker.thread is None:
                worker.timetable = Timetable(worker)
                _TIMETABLES.append(worker.timetable)
                worker.thread = module.start_thread(worker.timetable.run, name="sqs-queue-update-worker")

    worker = module.QueueUpdateWorker
    replace(worker, "start", lambda _original: start)
    replace(worker, "stop", lambda _original: _stop)
    after(module.SqsProvider, "set_queue_attributes", lambda _provider: _expect(0))


def _stop(worker: Any) -> None:
    with worker.mutex:
        if worker.thread is not None:
            _TIMETABLES.remove(worker.timetable)
            worker.timetable.stop()
            worker.thread = None


def _depths_are_measured_at_half_past(module: ModuleType) -> None:
    """In every minute, away from its begin at which alarms look, and not as long after the engine's start as chance
    will have it: a run would otherwise see them at other moments in each engine."""

    def start(worker: Any) -> None:
        if worker.thread is None:
            period = module.config.SQS_CLOUDWATCH_METRICS_REPORT_INTERVAL
            publish = worker.publish_approximate_cloudwatch_metrics
            worker.scheduler = module.Scheduler()
            worker.scheduler.schedule(publish, period=period, start=half_past(time.time()))
            worker.thread = module.start_thread(
                lambda *_: worker.scheduler.run(), name="sqs-approx-metrics-cloudwatch-publisher"
            )

    replace(module.CloudwatchPublishWorker, "start", lambda _original: start)


def half_past(now: float) -> int:
    """The middle of a minute that comes next, in seconds since the epoch."""
    return math.ceil((now - 30) / 60) * 60 + 30


def _expect(moment: float) -> None:
    for timetable in _TIMETABLES:
        timetable.expect(moment)


PATCHES = (
    Patch("messages-keep-their-turn", "localstack.services.sqs.models", _messages_keep_their_turn),
    Patch("messages-announce-their-moments", "localstack.services.sqs.models", _messages_announce_moments),
    Patch("receives-see-what-is-visible", "localstack.services.sqs.models", _receives_see_what_is_visible),
    Patch("depths-are-measured-at-half-past", "localstack.services.sqs.provider", _depths_are_measured_at_half_past),
    Patch("queues-follow-timetables", "localstack.services.sqs.provider", _queues_follow_timetables),
)
"""In this order."""
