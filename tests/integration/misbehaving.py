"""What tests of behaviours share."""

from typing import Any

from fakes.behaviour import Behaviour
from harness.clients import Clients
from tests.integration.queues import awaited

QUIET = 1
"""Seconds in which a message that is to be lost would have come."""


def behaviour(effect: dict[str, Any], match: dict[str, Any], **parts: Any) -> Behaviour:
    """A behaviour as people write it."""
    return Behaviour.model_validate({"effect": effect, "match": match, **parts})


def receive(aws: Clients, url: str, count: int) -> list[dict[str, Any]]:
    """Take so many messages off a queue, in their order."""
    sqs = aws.client("sqs")
    messages: list[dict[str, Any]] = []
    while len(messages) < count:
        more = awaited(aws, url)
        assert more, f"only {messages} came"
        for message in more:
            messages.append(message)
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return messages


def bodies(aws: Clients, url: str, count: int) -> list[str]:
    """Take so many messages off a queue; what they say."""
    return [message["Body"] for message in receive(aws, url, count)]


def is_empty(aws: Clients, url: str) -> bool:
    """Whether a queue has no message, and gets none for a while."""
    return "Messages" not in aws.client("sqs").receive_message(QueueUrl=url, WaitTimeSeconds=QUIET)


def create_bucket(aws: Clients) -> str:
    """A bucket with one object, `deed`, of 1,000 bytes."""
    s3, name = aws.client("s3"), f"deeds-{aws.account}"
    s3.create_bucket(Bucket=name)
    s3.put_object(Bucket=name, Key="deed", Body=b"x" * 1000)
    return name


def create_table(aws: Clients) -> str:
    """An empty table whose key is the text `id`."""
    key = {"AttributeName": "id", "AttributeType": "S"}
    aws.client("dynamodb").create_table(
        TableName="jobs",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[key],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    )
    return "jobs"
