"""Queues, and the queues in which they bury what is received too often."""

import json
import time
from typing import Any, Final, NamedTuple

from harness.clients import Clients
from tests.waiting import PATIENCE

LONGEST_POLL: Final = 20
"""Seconds that one receive may wait: SQS API Reference, ReceiveMessage."""


class Queue(NamedTuple):
    """Where a queue is."""

    url: str
    arn: str


def create_queue(aws: Clients, name: str, **attributes: Any) -> Queue:
    """Create a queue. Attributes that are no strings are written as JSON."""
    sqs = aws.client("sqs")
    texts = {key: value if isinstance(value, str) else json.dumps(value) for key, value in attributes.items()}
    url = sqs.create_queue(QueueName=name, Attributes=texts)["QueueUrl"]
    return Queue(url, sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"])


def create_burying_queue(aws: Clients, name: str, receives: int, **attributes: Any) -> tuple[Queue, Queue]:
    """Create a queue whose messages are dead letters after so many receives, and the queue for these."""
    dead = create_queue(aws, f"dead-{name}")
    redrive = {"deadLetterTargetArn": dead.arn, "maxReceiveCount": receives}
    return create_queue(aws, name, RedrivePolicy=redrive, **attributes), dead


def left_in(aws: Clients, url: str) -> int:
    """How many messages are in a queue, hidden or not."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    attributes = aws.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(map(int, attributes.values()))


def awaited(aws: Clients, url: str, patience: float = PATIENCE, **how: Any) -> list[dict[str, Any]]:
    """The messages that are there, ten at most, as soon as there are any; none if none comes for so many seconds.

    Args:
        aws: clients of the account.
        url: of the queue.
        patience: seconds.
        how: further parameters of `ReceiveMessage`.
    """
    deadline, messages = time.monotonic() + patience, list[dict[str, Any]]()
    while not messages and (left := deadline - time.monotonic()) > 0:
        asked = {"MaxNumberOfMessages": 10, "WaitTimeSeconds": min(LONGEST_POLL, round(left)), **how}
        messages = aws.client("sqs").receive_message(QueueUrl=url, **asked).get("Messages", [])
    return messages
