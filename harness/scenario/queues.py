"""How much lies in a queue."""

from typing import Any

COUNTS = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)


def depth_of(sqs: Any, url: str) -> int:
    """The messages of a queue: waiting, in somebody's hands, and delayed."""
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=list(COUNTS))["Attributes"]
    return sum(int(attributes[count]) for count in COUNTS)
