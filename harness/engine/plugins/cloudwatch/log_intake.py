"""Takes what functions have logged into CloudWatch Logs without a call, where nobody could tell the difference."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from fakes.behaviours.board import BOARD, Board
from fakes.behaviours.moment import Caller
from harness.engine.call import Call
from harness.engine.plugins.cloudwatch.log_metrics import extract
from harness.engine.plugins.recorder.recorder import Recorder

Stream = tuple[str, str]
"""Names of a log group and a stream."""

Event = dict[str, Any]
"""`timestamp`, epoch milliseconds, and `message`."""

OVERHEAD: Final = 26
"""Bytes that an event counts beside its message: CloudWatch Logs API Reference, PutLogEvents."""

OK: Final = 200


@dataclass(frozen=True)
class Logger:
    """Who has logged.

    Attributes:
        account: 12-digit account.
        region: AWS region.
        role: ARN of the function's role, which has to allow PutLogEvents.
    """

    account: str
    region: str
    role: str


class LogIntake:
    """PutLogEvents by Lambda itself, which makes one for nearly every invocation. Threads may share it.

    Args:
        board: may have a behaviour for the call.

    Attributes:
        recorder: is told of the call that is saved; None if calls aren't kept.
    """

    def __init__(self, board: Board = BOARD) -> None:
        self.recorder: Recorder | None = None
        self._board = board

    def take(self, logger: Logger, stream: Stream, events: Sequence[Event]) -> bool:
        """Take events in; False if somebody has to see the call, or it would fail."""
        if self._board.is_busy or (self.recorder and self.recorder.keeps_bodies(logger.account)):
            return False
        arrived, started = time.time(), time.perf_counter()
        if not _store(logger, stream, events):
            return False
        extract(events, logger.account, logger.region, stream[0])
        if self.recorder:
            self.recorder.record(_call(logger, stream, events, arrived, started))
        return True


def _store(logger: Logger, stream: Stream, events: Sequence[Event]) -> bool:
    """Write into moto's stream; not if it is missing, or LocalStack's provider would make metrics of the events."""
    from localstack.services.logs.models import get_moto_logs_backend  # loads moto, which is there once a stream is

    group, name = stream
    logs = get_moto_logs_backend(logger.account, logger.region)
    if logs.filters.metric_filters or group not in logs.groups or name not in logs.groups[group].streams:
        return False
    logs.put_log_events(group, name, events)
    return True


def _call(logger: Logger, stream: Stream, events: Sequence[Event], arrived: float, started: float) -> Call:
    group, name = stream
    return Call(
        time=arrived,
        account=logger.account,
        region=logger.region,
        service="logs",
        operation="PutLogEvents",
        status=OK,
        milliseconds=round((time.perf_counter() - started) * 1000, 3),
        role=logger.role,
        caller=Caller.SERVICE.value,
        resources={"log group": group, "log stream": name},
        request_bytes=sum(len(event["message"].encode()) + OVERHEAD for event in events),
        tick=started,
    )


LOG_INTAKE = LogIntake()
"""The engine's."""
