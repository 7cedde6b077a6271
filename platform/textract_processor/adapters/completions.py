"""Completion messages, on an SNS FIFO topic."""

from typing import TYPE_CHECKING

from textract_processor.domain.events import Completion

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient


class FifoCompletions:
    """`CompletionChannel` on SNS: in order for each document and once for each job within five minutes."""

    def __init__(self, sns: "SNSClient", topic_arn: str) -> None:
        self._sns = sns
        self._topic_arn = topic_arn

    def publish(self, completion: Completion, body: str) -> None:
        """Publish Textract's own `body`; a document's group is its run, its deduplication id the job."""
        self._sns.publish(
            TopicArn=self._topic_arn,
            Message=body,
            MessageGroupId=completion.job_tag or completion.job_id,
            MessageDeduplicationId=completion.job_id,
        )
