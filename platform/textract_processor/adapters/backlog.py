"""The backlog, on an SQS FIFO queue."""

import json
from typing import TYPE_CHECKING, Final

from textract_processor.domain.backlog import Waiting
from textract_processor.domain.events import MalformedEventError
from textract_processor.domain.tracking import Record

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

GROUP: Final = "documents"
"""One message group for all: SQS keeps its order, and gives out nothing of it while a message of it is in hand."""
COUNTS: Final = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
"""What waits, and what a dispatcher has in hand."""


class SqsBacklog:
    """`Backlog` on SQS. A message that merely waits must not end as a dead letter, however often it is looked at."""

    def __init__(self, sqs: "SQSClient", url: str, max_receive_count: int) -> None:
        """`max_receive_count` is the redrive policy's; a document is written anew when half of it is used up."""
        self._sqs = sqs
        self._url = url
        self._renewed_at = max_receive_count // 2

    def put(self, record: Record) -> None:
        """Send a message; SQS drops one that it was sent within the last five minutes."""
        self._send(record.processing_id, record.s3_key, record.processing_id)

    def depth(self) -> int:
        """The sum of both counts; SQS knows them after a minute at the latest."""
        attributes = self._sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=COUNTS)["Attributes"]
        return sum(map(int, attributes.values()))

    def head(self) -> Waiting | None:
        """Receive one message: stopping at it counts against no other."""
        answer = self._sqs.receive_message(
            QueueUrl=self._url, MaxNumberOfMessages=1, MessageSystemAttributeNames=["ApproximateReceiveCount"]
        )
        return next(map(_waiting, answer.get("Messages", ())), None)

    def release(self, waiting: Waiting) -> None:
        """Make the message visible at once in its place; one that was received too often gives way to a new one."""
        if waiting.receive_count < self._renewed_at:
            self._sqs.change_message_visibility(QueueUrl=self._url, ReceiptHandle=waiting.receipt, VisibilityTimeout=0)
        else:
            self._send(waiting.processing_id, waiting.s3_key, f"{waiting.processing_id}-{waiting.message_id}")
            self.remove(waiting)

    def remove(self, waiting: Waiting) -> None:
        """Delete the message."""
        self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=waiting.receipt)

    def _send(self, processing_id: str, s3_key: str, deduplication_id: str) -> None:
        """The key is for the operator who finds the message among the dead letters."""
        self._sqs.send_message(
            QueueUrl=self._url,
            MessageBody=json.dumps({"processingId": processing_id, "s3Key": s3_key}, ensure_ascii=False),
            MessageGroupId=GROUP,
            MessageDeduplicationId=deduplication_id,
        )


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
        )
    except (KeyError, TypeError, ValueError) as error:
        raise MalformedEventError(f"not a document of the backlog: {error!r}") from error
