"""What functions print reaches CloudWatch Logs in as few calls as possible.

Patches `localstack.services.lambda_.invocation.logs`. As shipped, each invocation costs a PutLogEvents, and the first
of an environment four calls, one of which fails to find out that the stream isn't there.
"""

import logging
import queue
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import ModuleType
from typing import Any

from harness.engine.plugins.cloudwatch.log_intake import LOG_INTAKE, Event, Logger, Stream
from harness.engine.plugins.patching import Patch, replace
from harness.engine.plugins.recorder.origin import ACCOUNT_FIELD

LOG = logging.getLogger(__name__)

MAX_EVENTS = 10_000
"""Of one PutLogEvents: CloudWatch Logs API Reference, PutLogEvents. Of its limit of 1 MB, LocalStack doesn't know."""

Take = Callable[[Stream, list[Event]], bool]


def apply(module: ModuleType) -> None:
    """Write what has gathered whenever the writer has time."""
    replace(module.LogHandler, "run_log_loop", lambda _original: _writing(module))


def _writing(module: ModuleType) -> Callable[..., None]:
    def run_log_loop(self: Any, *_args: Any, **_kwargs: Any) -> None:
        writer = None
        while not self._shutdown_event.is_set():
            items = take_all(self.log_queue)
            for stream, events in gathered([item for item in items if item is not module.QUEUE_SHUTDOWN]).items():
                # Many a function of a stack never runs: its role is assumed, and its client made, when it does.
                writer = writer or LogWriter(_client(self, module), partial(LOG_INTAKE.take, _logger(self)))
                writer.write(stream, events)
            if module.QUEUE_SHUTDOWN in items:
                return

    return run_log_loop


def _client(handler: Any, module: ModuleType) -> Any:
    """A client of CloudWatch Logs with a function's role."""
    return module.connect_to.with_assumed_role(
        region_name=handler.region, role_arn=handler.role_arn, service_principal=module.ServicePrincipal.lambda_
    ).logs


def _logger(handler: Any) -> Logger:
    # A function's role is of its account.
    return Logger(handler.role_arn.split(":")[ACCOUNT_FIELD], handler.region, handler.role_arn)


def take_all(waiting: "queue.Queue[Any]") -> list[Any]:
    """All that waits in a queue, and at least one item."""
    items = [waiting.get()]
    while True:
        try:
            items.append(waiting.get_nowait())
        except queue.Empty:
            return items


def gathered(items: list[Any]) -> dict[Stream, list[Event]]:
    """The lines of log items as events of their streams, in order. CloudWatch accepts no empty ones."""
    now = int(time.time() * 1000)
    streams: dict[Stream, list[Event]] = {}
    for item in items:
        events = streams.setdefault((item.log_group, item.log_stream), [])
        events += [{"timestamp": now, "message": f"{line}\n"} for line in item.logs.split("\n") if line]
    return {stream: events for stream, events in streams.items() if events}


class LogWriter:
    """Writes events into streams, which it makes when they aren't there.

    Args:
        logs: client of CloudWatch Logs.
        take: takes events without a call, if it can.
    """

    def __init__(self, logs: Any, take: Take) -> None:
        self._logs = logs
        self._take = take
        self._known: set[Stream] = set()

    def write(self, stream: Stream, events: list[Event]) -> None:
        """Write events; what can't be written is told in the engine's log."""
        try:
            if stream not in self._known:
                self._make(stream)
            try:
                self._put(stream, events)
            except self._logs.exceptions.ResourceNotFoundException:  # somebody has deleted it
                self._make(stream)
                self._put(stream, events)
        except Exception as error:
            LOG.warning("Error saving logs to group %s: %s", stream[0], error)

    def _put(self, stream: Stream, events: list[Event]) -> None:
        group, name = stream
        for start in range(0, len(events), MAX_EVENTS):
            batch = events[start : start + MAX_EVENTS]
            if not self._take(stream, batch):
                self._logs.put_log_events(logGroupName=group, logStreamName=name, logEvents=batch)

    def _make(self, stream: Stream) -> None:
        group, name = stream
        if not any(group == each for each, _ in self._known):
            self._unless_there(self._logs.create_log_group, logGroupName=group)
        self._unless_there(self._logs.create_log_stream, logGroupName=group, logStreamName=name)
        self._known.add(stream)

    def _unless_there(self, create: Callable[..., Any], **names: str) -> None:
        with suppress(self._logs.exceptions.ResourceAlreadyExistsException):
            create(**names)


PATCH = Patch("logs-are-written-in-batches", "localstack.services.lambda_.invocation.logs", apply)
