"""The backlog, on an SQS FIFO queue made as the template makes it."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import boto3
import pytest

from tests.systems.textract_processor.template import resource, template
from tests.systems.textract_processor.world import NOON
from textract_processor.adapters.backlog import GROUP, SqsBacklog, SqsWakeUp
from textract_processor.domain.backlog import Waiting
from textract_processor.domain.events import MalformedEventError, Upload
from textract_processor.domain.tracking import Arrival, Record, queued

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


def test_a_dispatcher_is_woken_by_a_message(sqs: "SQSClient") -> None:
    url = sqs.create_queue(QueueName="wake-up")["QueueUrl"]
    SqsWakeUp(sqs, url).soon()
    assert len(sqs.receive_message(QueueUrl=url)["Messages"]) == 1


@pytest.mark.parametrize("body", ["no JSON", "[]", "{}", '{"processingId": "proc-1"}'])
def test_what_is_no_document_is_refused(backlog: SqsBacklog, sqs: "SQSClient", url: str, body: str) -> None:
    sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId=GROUP, MessageDeduplicationId="1")
    with pytest.raises(MalformedEventError):
        backlog.head()
