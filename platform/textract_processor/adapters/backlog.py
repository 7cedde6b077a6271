"""The backlog, on an SQS FIFO queue."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from lambda_kit.backoff import retry_delay
from textract_processor.domain.backlog import Waiting
from textract_processor.domain.events import MalformedEventError
from textract_processor.domain.tracking import Record

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

GROUP: Final = "documents"
"""The message group of all that wait: SQS keeps its order, and gives out nothing of it while a message of it is in
hand. What can't be started has a group of its own."""
COUNTS: Final = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
"""What waits, and what a dispatcher has in hand."""


class SqsBacklog:
    """`Backlog` on SQS. A message that merely waits must not end as a dead letter, however often it is looked at."""

    def __init__(self, sqs: "SQSClient", url: str, max_receive_count: int) -> None:
        """`max_receive_count` is the redrive policy's; a document is written anew when half of it is used up."""
        self._sqs = sqs
        self._url = url
        self._max_receives = max_receive_count
        self._renewed_at = max_receive_count // 2

    def put(self, record: Record) -> None:
        """Send a message; SQS drops one that it was sent within the last five minutes."""
        self._send(GROUP, {"processingId": record.processing_id, "s3Key": record.s3_key}, record.processing_id)

    def depth(self) -> int:
        """The sum of both counts; SQS knows them after a minute at the latest."""
        attributes = self._sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=COUNTS)["Attributes"]
        return sum(map(int, attributes.values()))

    def head(self) -> Waiting | None:
        """Receive one message: stopping at it counts against no other.

        One that was received more often than any that merely waits was in the hand of dispatchers that died.
        """
        while message := self._receive():
            waiting = self._read(message)
            if waiting.aside or waiting.receive_count <= self._renewed_at:
                return waiting
            self.put_aside(waiting)
        return None

    def release(self, waiting: Waiting) -> None:
        """Make the message visible at once in its place; one that was received too often gives way to a new one.

        So does at once a message that waits aside, whose receives count as tries.
        """
        if waiting.aside:
            self._replace(waiting, waiting.processing_id, waiting.tries - 1)
        elif waiting.receive_count < self._renewed_at:
            self._show_again(waiting, 0)
        else:
            self._replace(waiting, GROUP, 0)

    def put_aside(self, waiting: Waiting) -> None:
        """Give the document a message group of its own, where it is tried at once, and then after growing pauses.

        SQS itself makes a dead letter of what it has given out too often; one that was tried too often in several
        messages is given out again and again.
        """
        if not waiting.aside:
            self._replace(waiting, waiting.processing_id, 1)
        else:
            is_over = waiting.tries >= self._max_receives + 1
            self._show_again(waiting, 0 if is_over else retry_delay(waiting.tries - 1))

    def remove(self, waiting: Waiting) -> None:
        """Delete the message."""
        self._delete(waiting.receipt)

    def _receive(self) -> "MessageTypeDef | None":
        answer = self._sqs.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=1,
            MessageSystemAttributeNames=["ApproximateReceiveCount", "MessageGroupId"],
        )
        return next(iter(answer.get("Messages", ())), None)

    def _read(self, message: "MessageTypeDef") -> Waiting:
        try:
            return _waiting(message)
        except MalformedEventError:
            if message["Attributes"]["MessageGroupId"] == GROUP:
                message_id = message["MessageId"]
                self._send_body(message_id, message["Body"], message_id)
                self._delete(message["ReceiptHandle"])
            raise

    def _replace(self, waiting: Waiting, group: str, failures: int) -> None:
        """Write the message anew, at the end of a group; who dies in between does it again, and SQS drops the copy."""
        body = {"processingId": waiting.processing_id, "s3Key": waiting.s3_key, "failures": failures}
        self._send(group, body, f"{waiting.processing_id}-{waiting.message_id}")
        self.remove(waiting)

    def _show_again(self, waiting: Waiting, seconds: int) -> None:
        self._sqs.change_message_visibility(
            QueueUrl=self._url, ReceiptHandle=waiting.receipt, VisibilityTimeout=seconds
        )

    def _send(self, group: str, body: Mapping[str, Any], deduplication_id: str) -> None:
        """The key is for the operator who finds the message among the dead letters."""
        self._send_body(group, json.dumps(body, ensure_ascii=False), deduplication_id)

    def _send_body(self, group: str, body: str, deduplication_id: str) -> None:
        self._sqs.send_message(
            QueueUrl=self._url, MessageBody=body, MessageGroupId=group, MessageDeduplicationId=deduplication_id
        )

    def _delete(self, receipt: str) -> None:
        self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=receipt)


class SqsWakeUp:
    """`WakeUp` on SQS: an empty message in a queue that delays it, from which Lambda calls the dispatcher."""

    def __init__(self, sqs: "SQSClient", url: str) -> None:
        self._sqs = sqs
        self._url = url

    def soon(self) -> None:
        """Send the message."""
        self._sqs.send_message(QueueUrl=self._url, MessageBody="{}")


def _waiting(message: "MessageTypeDef") -> Waiting:
    try:
        body = json.loads(message["Body"])
        return Waiting(
            processing_id=body["processingId"],
            s3_key=body["s3Key"],
            message_id=message["MessageId"],
            receipt=message["ReceiptHandle"],
            receive_count=int(message["Attributes"]["ApproximateReceiveCount"]),
            aside=message["Attributes"]["MessageGroupId"] != GROUP,
            failures=int(body.get("failures", 0)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise MalformedEventError(f"not a document of the backlog: {error!r}") from error
