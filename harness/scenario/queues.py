"""How much lies in a queue, and emptying one."""

from collections.abc import Callable
from typing import Any

from harness.scenario.world import World

COUNTS = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)


def depth_of(sqs: Any, url: str) -> int:
    """The messages of a queue: waiting, in somebody's hands, and delayed."""
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=list(COUNTS))["Attributes"]
    return sum(int(attributes[count]) for count in COUNTS)


def depths(world: World) -> dict[str, int]:
    """The messages in each queue of the system, by the name of the stack's output with its URL."""
    sqs = world.client("sqs")
    return {name: depth_of(sqs, url) for name, url in world.outputs.items() if name.endswith("QueueUrl")}


def drain(sqs: Any, url: str, take: Callable[[dict[str, Any]], None]) -> int:
    """Take every visible message out of a queue; returns how many there were.

    Args:
        sqs: boto3 client.
        url: of the queue.
        take: what becomes of each; one for which it raises stays in the queue.
    """
    count = 0
    while messages := sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=0, MessageSystemAttributeNames=["All"]
    ).get("Messages"):
        for message in messages:
            take(message)
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            count += 1
    return count


def name_of(url: str) -> str:
    """A queue's name, which ends its URL."""
    return url.rpartition("/")[2]
