"""FIFO batches with partial failures."""

from typing import Any

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError

from lambda_kit.batch import handle_fifo_batch

QUEUE = "arn:aws:sqs:us-east-1:000000000000:queue.fifo"


class Visibility:
    def __init__(self) -> None:
        self.calls: list[tuple[str, str, int]] = []

    def retry_after(self, queue_arn: str, receipt_handle: str, seconds: int) -> None:
        self.calls.append((queue_arn, receipt_handle, seconds))


def event(*messages: tuple[str, str], receive_count: int = 1) -> dict[str, Any]:
    """A batch of messages, each of a group and with a body."""
    return {
        "Records": [
            {
                "messageId": body,
                "receiptHandle": f"handle-{body}",
                "body": body,
                "attributes": {"ApproximateReceiveCount": str(receive_count), "MessageGroupId": group},
                "eventSource": "aws:sqs",
                "eventSourceARN": QUEUE,
            }
            for group, body in messages
        ]
    }


def fail_on_bad(record: Any) -> None:
    if record.body.startswith("bad"):
        raise ValueError(record.body)


def failures(response: Any) -> list[str]:
    return [failure["itemIdentifier"] for failure in response["batchItemFailures"]]


def test_nothing_is_reported_when_all_succeed() -> None:
    visibility = Visibility()
    assert failures(handle_fifo_batch(event(("a", "1"), ("b", "2")), fail_on_bad, visibility)) == []
    assert visibility.calls == []


def test_a_failure_holds_back_the_rest_of_its_group_and_no_other() -> None:
    batch = event(("a", "bad"), ("b", "fine"), ("a", "next"))
    assert failures(handle_fifo_batch(batch, fail_on_bad, Visibility())) == ["bad", "next"]


def test_what_failed_comes_back_after_a_pause_that_grows_with_its_failures() -> None:
    visibility = Visibility()
    handle_fifo_batch(event(("a", "bad"), ("b", "fine"), receive_count=2), fail_on_bad, visibility)
    assert visibility.calls == [(QUEUE, "handle-bad", 60)]


def test_a_batch_that_fails_as_a_whole_fails_the_function() -> None:
    visibility = Visibility()
    with pytest.raises(BatchProcessingError):
        handle_fifo_batch(event(("a", "bad")), fail_on_bad, visibility)
    assert len(visibility.calls) == 1
