"""Queues, and the queues in which they bury what is received too often."""

import json
from typing import Any, NamedTuple

from harness.clients import Clients


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
