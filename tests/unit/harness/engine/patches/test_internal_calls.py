"""What makes calls inside the engine cheap changes nothing that their receivers see."""

import queue
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import boto3
import botocore.auth
import pytest
from botocore.awsrequest import AWSPreparedRequest

from harness.engine.plugins.cloudwatch.log_intake import Event, Stream
from harness.engine.plugins.patches import internal_calls_are_not_signed
from harness.engine.plugins.patches.internal_calls_are_not_signed import UNSIGNED
from harness.engine.plugins.patches.internal_calls_find_their_way import names_operation
from harness.engine.plugins.patches.logs_are_written_in_batches import MAX_EVENTS, LogWriter, gathered, take_all


@pytest.mark.parametrize(
    ("operation", "path", "headers", "expected"),
    [
        ("PutEvents", "/", {}, True),
        (None, "/", {"X-Amz-Target": "AmazonSQS.SendMessage"}, True),
        # A route may want the header, too.
        (None, "/restapis/x", {"X-Amz-Target": "AmazonSQS.SendMessage"}, False),
        (None, "/", {}, False),
    ],
)
def test_a_call_that_names_its_operation_is_no_route(
    operation: str | None, path: str, headers: dict[str, str], expected: bool
) -> None:
    assert (
        names_operation(SimpleNamespace(operation=operation, request=SimpleNamespace(path=path, headers=headers)))
        is expected
    )


@pytest.fixture
def unsigned() -> Iterator[None]:
    signer = botocore.auth.AUTH_TYPE_MAPS["v4"]
    internal_calls_are_not_signed.apply(botocore.auth)
    yield
    botocore.auth.AUTH_TYPE_MAPS["v4"] = signer


def test_a_call_without_a_signature_still_tells_who_calls_what_and_where(unsigned: None) -> None:
    sent: list[AWSPreparedRequest] = []

    def catch(request: AWSPreparedRequest, **_: Any) -> None:
        sent.append(request)
        raise InterruptedError

    client = boto3.client(
        "sqs",
        region_name="eu-west-1",
        aws_access_key_id="ASIA1",
        aws_secret_access_key="secret",
        aws_session_token="token",
    )
    client.meta.events.register("before-send.sqs.*", catch)

    with pytest.raises(InterruptedError):
        client.list_queues()

    headers = {name: value.decode() if isinstance(value, bytes) else value for name, value in sent[0].headers.items()}
    date = headers["X-Amz-Date"][:8]
    assert headers["Authorization"] == (
        f"AWS4-HMAC-SHA256 Credential=ASIA1/{date}/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature={UNSIGNED}"
    )
    assert headers["X-Amz-Security-Token"] == "token"
    assert re.fullmatch(r"\d{8}T\d{6}Z", headers["X-Amz-Date"])


def item(stream: str, logs: str) -> SimpleNamespace:
    return SimpleNamespace(log_group="/aws/lambda/f", log_stream=stream, logs=logs)


def test_what_waits_is_gathered_by_stream_in_order_and_without_empty_lines() -> None:
    waiting: queue.Queue[Any] = queue.Queue()
    for each in (item("a", "START\n\none"), item("b", "two"), item("a", "three\n"), item("c", "\n")):
        waiting.put(each)

    streams = gathered(take_all(waiting))

    assert {name: [event["message"] for event in events] for (_, name), events in streams.items()} == {
        "a": ["START\n", "one\n", "three\n"],
        "b": ["two\n"],
    }
    assert waiting.empty()


class NotFoundError(Exception):
    """A stream isn't there."""


class AlreadyThereError(Exception):
    """A group is."""


class Logs:
    """CloudWatch Logs, as far as a writer needs it."""

    exceptions = SimpleNamespace(
        ResourceNotFoundException=NotFoundError, ResourceAlreadyExistsException=AlreadyThereError
    )

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.groups: set[str] = set()
        self.streams: dict[str, list[str]] = {}

    def create_log_group(self, logGroupName: str) -> None:  # noqa: N803 - boto3's name
        self.calls.append("group")
        if logGroupName in self.groups:
            raise AlreadyThereError
        self.groups.add(logGroupName)

    def create_log_stream(self, logGroupName: str, logStreamName: str) -> None:  # noqa: N803 - boto3's name
        self.calls.append("stream")
        self.streams[logStreamName] = []

    def put_log_events(self, logGroupName: str, logStreamName: str, logEvents: Any) -> None:  # noqa: N803
        self.calls.append("put")
        if logStreamName not in self.streams:
            raise NotFoundError
        self.streams[logStreamName] += [event["message"] for event in logEvents]


def never(_stream: Stream, _events: list[Event]) -> bool:
    """An intake that takes nothing."""
    return False


def events(*messages: str) -> list[dict[str, Any]]:
    return [{"timestamp": 1, "message": message} for message in messages]


def test_a_stream_is_made_once_and_then_only_written() -> None:
    logs = Logs()
    writer = LogWriter(logs, never)

    writer.write(("g", "a"), events("1"))
    writer.write(("g", "a"), events("2"))
    writer.write(("g", "b"), events("3"))

    assert logs.calls == ["group", "stream", "put", "put", "stream", "put"]
    assert logs.streams == {"a": ["1", "2"], "b": ["3"]}


def test_a_group_that_the_template_has_made_is_no_fault() -> None:
    logs = Logs()
    logs.groups.add("g")

    LogWriter(logs, never).write(("g", "a"), events("1"))

    assert logs.streams == {"a": ["1"]}


def test_a_stream_that_was_deleted_is_made_again() -> None:
    logs = Logs()
    writer = LogWriter(logs, never)
    writer.write(("g", "a"), events("1"))
    logs.streams.clear()

    writer.write(("g", "a"), events("2"))

    assert logs.streams == {"a": ["2"]}


def test_more_events_than_a_call_takes_are_written_in_several() -> None:
    logs = Logs()

    LogWriter(logs, never).write(("g", "a"), events(*map(str, range(MAX_EVENTS + 1))))

    assert len(logs.streams["a"]) == MAX_EVENTS + 1
    assert logs.calls.count("put") == 2


def test_what_the_intake_takes_is_not_called_for() -> None:
    logs = Logs()
    taken: list[Stream] = []

    def take(stream: Stream, _events: list[Event]) -> bool:
        taken.append(stream)
        return True

    LogWriter(logs, take).write(("g", "a"), events("1"))

    assert taken == [("g", "a")]
    assert logs.calls == ["group", "stream"]
