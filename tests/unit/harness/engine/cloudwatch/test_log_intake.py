"""What Lambda writes for a function is in CloudWatch Logs as if it had called."""

import time
from collections.abc import Iterator

import pytest
from moto.logs.models import LogsBackend, logs_backends

from fakes.behaviour import Behaviour
from fakes.behaviours.board import Board
from harness.engine.plugins.cloudwatch.log_intake import Event, Logger, LogIntake
from harness.engine.plugins.recorder.recorder import Recorder
from harness.engine.plugins.recorder.ring import Query, Ring
from harness.engine.plugins.recorder.tallies import Tallies

ACCOUNT, REGION = "000000000042", "us-east-1"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/f"
LOGGER = Logger(ACCOUNT, REGION, ROLE)
STREAM = ("/aws/lambda/f", "s")


@pytest.fixture
def logs() -> Iterator[LogsBackend]:
    """CloudWatch Logs of the account, with the group and the stream."""
    backend = logs_backends[ACCOUNT][REGION]
    backend.create_log_group(STREAM[0], {})
    backend.create_log_stream(*STREAM)
    yield backend
    backend.reset()


@pytest.fixture
def board() -> Board:
    """A board of no behaviours."""
    return Board()


@pytest.fixture
def intake(board: Board) -> LogIntake:
    """An intake whose calls are recorded."""
    intake = LogIntake(board)
    intake.recorder = Recorder(Ring(10), Tallies())
    return intake


def events(*messages: str) -> list[Event]:
    return [{"timestamp": int(time.time() * 1000), "message": message} for message in messages]


def messages(logs: LogsBackend) -> list[str]:
    return [event.message for event in logs.groups[STREAM[0]].streams[STREAM[1]].events]


def test_events_are_in_their_stream(intake: LogIntake, logs: LogsBackend) -> None:
    assert intake.take(LOGGER, STREAM, events("a\n", "b\n"))

    assert messages(logs) == ["a\n", "b\n"]


def test_the_call_that_lambda_makes_on_aws_is_recorded_and_counted(intake: LogIntake, logs: LogsBackend) -> None:
    intake.take(LOGGER, STREAM, events("é\n", "b\n"))

    assert intake.recorder
    (call,) = intake.recorder.ring.find(Query())
    assert (call.service, call.operation, call.status, call.caller) == ("logs", "PutLogEvents", 200, "service")
    assert (call.account, call.region, call.role) == (ACCOUNT, REGION, ROLE)
    assert call.resources == {"log group": STREAM[0], "log stream": STREAM[1]}
    assert call.request_bytes == 3 + 2 + 2 * 26


def test_an_intake_without_a_recorder_takes_events_all_the_same(logs: LogsBackend) -> None:
    assert LogIntake(Board()).take(LOGGER, STREAM, events("a\n"))

    assert messages(logs) == ["a\n"]


@pytest.mark.parametrize("stream", [("/aws/lambda/f", "gone"), ("/aws/lambda/gone", "s")])
def test_a_stream_that_is_missing_is_left_to_the_call_which_fails(
    intake: LogIntake, logs: LogsBackend, stream: tuple[str, str]
) -> None:
    assert not intake.take(LOGGER, stream, events("a\n"))


def test_a_call_that_a_behaviour_might_be_about_is_made(intake: LogIntake, logs: LogsBackend, board: Board) -> None:
    board.set(ACCOUNT, Behaviour.model_validate({"id": "b", "match": {"service": "logs"}, "effect": {"kind": "reset"}}))

    assert not intake.take(LOGGER, STREAM, events("a\n"))
    assert messages(logs) == []


def test_a_call_whose_bodies_are_to_be_recorded_is_made(intake: LogIntake, logs: LogsBackend) -> None:
    assert intake.recorder
    intake.recorder.keep_bodies(ACCOUNT, True)

    assert not intake.take(LOGGER, STREAM, events("a\n"))


def test_events_of_which_a_filter_makes_metrics_are_left_to_the_call(intake: LogIntake, logs: LogsBackend) -> None:
    logs.put_metric_filter(
        "errors", "ERROR", STREAM[0], [{"metricName": "m", "metricNamespace": "n", "metricValue": "1"}]
    )

    assert not intake.take(LOGGER, STREAM, events("ERROR\n"))
