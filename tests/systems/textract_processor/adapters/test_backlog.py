"""The backlog, on an SQS FIFO queue made as the template makes it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from tests.systems.textract_processor.template import resource, template
from tests.systems.textract_processor.world import NOON
from textract_processor.adapters.backlog import GROUP, SqsBacklog, SqsWakeUp
from textract_processor.domain.backlog import Waiting
from textract_processor.domain.events import MalformedEventError, Upload
from textract_processor.domain.tracking import Record
from textract_processor.domain.transitions import Arrival, queued

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

MAX_RECEIVES: int = template()["Parameters"]["BacklogMaxReceiveCount"]["Default"]


def document(number: int) -> Record:
    upload = Upload("bucket", f"incoming/dëed-{number}.pdf", "etag", "v1", NOON)
    return queued(f"proc-{number}", upload, None, Arrival(NOON, NOON), timedelta(days=30))


@pytest.fixture
def sqs(aws_in_memory: None) -> "SQSClient":
    return boto3.client("sqs")


@pytest.fixture
def url(sqs: "SQSClient") -> str:
    name = resource("BacklogQueue")["Properties"]["QueueName"]
    return sqs.create_queue(QueueName=name, Attributes={"FifoQueue": "true"})["QueueUrl"]


@pytest.fixture
def backlog(sqs: "SQSClient", url: str) -> SqsBacklog:
    return SqsBacklog(sqs, url, MAX_RECEIVES)


def take(backlog: SqsBacklog) -> Waiting:
    waiting = backlog.head()
    assert waiting is not None
    return waiting


def redrive(sqs: "SQSClient", url: str) -> str:
    """Give the queue its dead-letter queue; its address."""
    name = resource("BacklogDeadLetters")["Properties"]["QueueName"]
    dead_letters = sqs.create_queue(QueueName=name, Attributes={"FifoQueue": "true"})["QueueUrl"]
    found = sqs.get_queue_attributes(QueueUrl=dead_letters, AttributeNames=["QueueArn"])["Attributes"]
    policy = {"deadLetterTargetArn": found["QueueArn"], "maxReceiveCount": MAX_RECEIVES}
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": json.dumps(policy)})
    return dead_letters


def group_of(sqs: "SQSClient", url: str) -> str:
    """Receive a message; its group."""
    wanted: Any = {"QueueUrl": url, "MessageSystemAttributeNames": ["MessageGroupId"]}
    return sqs.receive_message(**wanted)["Messages"][0]["Attributes"]["MessageGroupId"]


def pause_after_failure(sqs: "SQSClient", backlog: SqsBacklog, waiting: Waiting) -> int:
    """Put aside what couldn't be started; for how many seconds it rests."""
    asked: list[int] = []

    def note(params: Mapping[str, Any], **_: object) -> None:
        asked.append(params["VisibilityTimeout"])

    sqs.meta.events.register("provide-client-params.sqs.ChangeMessageVisibility", note)
    backlog.put_aside(waiting)
    sqs.meta.events.unregister("provide-client-params.sqs.ChangeMessageVisibility", note)
    (seconds,) = asked
    return seconds


def test_who_came_first_is_served_first_and_by_one_only(backlog: SqsBacklog) -> None:
    backlog.put(document(1))
    backlog.put(document(2))
    first = take(backlog)
    assert (first.processing_id, first.s3_key, first.receive_count) == ("proc-1", "incoming/dëed-1.pdf", 1)
    assert backlog.head() is None
    backlog.remove(first)
    assert take(backlog).processing_id == "proc-2"


def test_an_empty_backlog_has_no_head(backlog: SqsBacklog) -> None:
    assert (backlog.head(), backlog.depth()) == (None, 0)


def test_the_depth_counts_what_is_in_hand(backlog: SqsBacklog) -> None:
    backlog.put(document(1))
    backlog.put(document(2))
    take(backlog)
    assert backlog.depth() == 2


def test_a_document_that_was_put_twice_waits_once(backlog: SqsBacklog) -> None:
    backlog.put(document(1))
    backlog.put(document(1))
    assert backlog.depth() == 1


def test_a_released_document_keeps_its_place(backlog: SqsBacklog) -> None:
    backlog.put(document(1))
    backlog.put(document(2))
    backlog.release(take(backlog))
    again = take(backlog)
    assert (again.processing_id, again.receive_count) == ("proc-1", 2)


def test_a_document_that_merely_waits_is_never_received_too_often(backlog: SqsBacklog) -> None:
    backlog.put(document(1))
    counts = []
    for _ in range(3 * MAX_RECEIVES):
        waiting = take(backlog)
        counts.append(waiting.receive_count)
        backlog.release(waiting)
    assert max(counts) == MAX_RECEIVES // 2
    assert backlog.depth() == 1


def test_a_renewal_that_was_cut_off_before_the_old_message_went_is_not_repeated(backlog: SqsBacklog) -> None:
    backlog.put(document(1))
    tired = replace(take(backlog), receive_count=MAX_RECEIVES)
    backlog.release(tired)
    backlog.release(tired)
    assert backlog.depth() == 1


def test_what_is_put_aside_holds_up_nobody_and_is_tried_at_once(backlog: SqsBacklog) -> None:
    backlog.put(document(1))
    backlog.put(document(2))
    backlog.put_aside(take(backlog))
    taken = {(waiting.processing_id, waiting.aside, waiting.tries) for waiting in (take(backlog), take(backlog))}
    assert taken == {("proc-2", False, 1), ("proc-1", True, 2)}


def test_what_failed_again_rests_the_longer_the_more_often_and_is_a_dead_letter_in_the_end(
    sqs: "SQSClient", url: str, backlog: SqsBacklog
) -> None:
    dead_letters, pauses = redrive(sqs, url), list[int]()
    backlog.put(document(1))
    backlog.put_aside(take(backlog))
    while waiting := backlog.head():
        assert waiting.tries == len(pauses) + 2
        pauses.append(pause_after_failure(sqs, backlog, waiting))
        sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=waiting.receipt, VisibilityTimeout=0)
    assert pauses == [30, 60, 120, 240, 480, *[900] * 4, 0]
    assert len(sqs.receive_message(QueueUrl=dead_letters)["Messages"]) == 1


def test_what_was_put_aside_and_finds_textract_busy_is_not_tried_too_often(backlog: SqsBacklog) -> None:
    backlog.put(document(1))
    backlog.put_aside(take(backlog))
    tries = []
    for _ in range(2 * MAX_RECEIVES):
        waiting = take(backlog)
        tries.append(waiting.tries)
        backlog.release(waiting)
    assert set(tries) == {2}
    assert backlog.depth() == 1


def test_failures_are_counted_through_all_the_waiting(sqs: "SQSClient", url: str, backlog: SqsBacklog) -> None:
    backlog.put(document(1))
    backlog.put_aside(take(backlog))
    backlog.release(take(backlog))
    again = take(backlog)
    assert pause_after_failure(sqs, backlog, again) == 30
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=again.receipt, VisibilityTimeout=0)
    backlog.release(take(backlog))
    assert take(backlog).tries == 3


def test_what_was_in_the_hand_of_too_many_that_died_is_put_aside_before_it_is_tried(
    sqs: "SQSClient", url: str, backlog: SqsBacklog
) -> None:
    backlog.put(document(1))
    backlog.put(document(2))
    for _ in range(MAX_RECEIVES // 2):
        sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=take(backlog).receipt, VisibilityTimeout=0)
    assert {take(backlog).processing_id, take(backlog).processing_id} == {"proc-1", "proc-2"}


def test_a_dispatcher_is_woken_by_a_message(sqs: "SQSClient") -> None:
    url = sqs.create_queue(QueueName="wake-up")["QueueUrl"]
    SqsWakeUp(sqs, url).soon()
    assert len(sqs.receive_message(QueueUrl=url)["Messages"]) == 1


def test_what_is_no_document_holds_up_nobody(backlog: SqsBacklog, sqs: "SQSClient", url: str) -> None:
    sqs.send_message(QueueUrl=url, MessageBody="no JSON", MessageGroupId=GROUP, MessageDeduplicationId="1")
    backlog.put(document(1))
    with pytest.raises(MalformedEventError):
        backlog.head()
    groups = {group_of(sqs, url), group_of(sqs, url)}
    assert len(groups) == 2
    assert GROUP in groups


@pytest.mark.parametrize("body", ["no JSON", "[]", "{}", '{"processingId": "proc-1"}'])
def test_what_is_no_document_is_refused(backlog: SqsBacklog, sqs: "SQSClient", url: str, body: str) -> None:
    sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId=GROUP, MessageDeduplicationId="1")
    with pytest.raises(MalformedEventError):
        backlog.head()
