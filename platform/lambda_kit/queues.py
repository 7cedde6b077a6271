"""SQS as the batch handlers need it."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class SqsVisibility:
    """`Visibility` on SQS, for whichever queue a record names."""

    def __init__(self, sqs: "SQSClient") -> None:
        self._sqs = sqs
        self._url = cache(self._look_up_url)

    def retry_after(self, queue_arn: str, receipt_handle: str, seconds: int) -> None:
        """Make the message visible `seconds` from now (0 to 43,200, SQS's limit)."""
        self._sqs.change_message_visibility(
            QueueUrl=self._url(queue_arn), ReceiptHandle=receipt_handle, VisibilityTimeout=seconds
        )

    def _look_up_url(self, queue_arn: str) -> str:
        *_, account, name = queue_arn.split(":")
        return self._sqs.get_queue_url(QueueName=name, QueueOwnerAWSAccountId=account)["QueueUrl"]
