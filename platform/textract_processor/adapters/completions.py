"""Completion messages, on an SNS FIFO topic."""

from typing import TYPE_CHECKING

from textract_processor.domain.events import Completion

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient


class FifoCompletions:
    """`CompletionChannel` on SNS: in order for each run, and once for a run and its job within five minutes."""

    def __init__(self, sns: "SNSClient", topic_arn: str) -> None:
        self._sns = sns
        self._topic_arn = topic_arn

    def publish(self, completion: Completion, body: str) -> None:
        """Publish Textract's own `body`; its group is the run. Several runs may reuse one job."""
        run = completion.job_tag or completion.job_id
        self._sns.publish(
            TopicArn=self._topic_arn,
            Message=body,
            MessageGroupId=run,
            MessageDeduplicationId=f"{run}-{completion.job_id}",
        )
