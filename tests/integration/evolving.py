"""Resources whose properties change from one update of a stack to the next."""

from typing import Any

from harness.clients import Clients
from tests.integration.stacks import Stack, resource

DONE, UNDONE = "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"
"""How an update ends."""

ALLOW = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}
"""A statement that lets everyone send to a queue."""


class Evolving:
    """A stack with one resource, `It`, whose properties change.

    Args:
        kind: the resource's type without `AWS::`.
        others: what else is in the stack, always the same.
    """

    def __init__(self, stack: Stack, kind: str, others: dict[str, Any] | None = None) -> None:
        self._stack = stack
        self._kind = kind
        self._others = others or {}

    def begin(self, **properties: Any) -> str:
        """Create the stack; the physical id of the resource."""
        assert self._stack.create(self._resources(properties)) == "CREATE_COMPLETE", self._stack.reasons()
        return self._stack.resources()["It"]

    def become(self, **properties: Any) -> str:
        """Update the stack; the physical id of the resource."""
        assert self._stack.update(self._resources(properties)) == DONE, self._stack.reasons()
        return self._stack.resources()["It"]

    def fail_to_become(self, **properties: Any) -> str:
        """Update the stack, which must fail and be undone; the reason of the resource."""
        assert self._stack.update(self._resources(properties)) == UNDONE
        return self._stack.reasons()["It"]

    def _resources(self, properties: dict[str, Any]) -> dict[str, Any]:
        return {**self._others, "It": resource(self._kind, **properties)}


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    """A policy document."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def trust(service: str = "lambda") -> dict[str, Any]:
    """The document that lets a service assume a role."""
    return policy({"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole"})


def tags(**values: str) -> list[dict[str, str]]:
    """Tags as a template has them."""
    return [{"Key": key, "Value": value} for key, value in values.items()]


def keyed(*attributes: str) -> dict[str, Any]:
    """A table whose key is the first attribute, and an index by each of the others."""
    return {
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in attributes],
        "KeySchema": [{"AttributeName": attributes[0], "KeyType": "HASH"}],
        **({"GlobalSecondaryIndexes": [by(name) for name in attributes[1:]]} if attributes[1:] else {}),
    }


def by(name: str, projection: str = "ALL") -> dict[str, Any]:
    """A secondary index by one attribute."""
    key = [{"AttributeName": name, "KeyType": "HASH"}]
    return {"IndexName": f"by-{name}", "KeySchema": key, "Projection": {"ProjectionType": projection}}


def describe(aws: Clients, table: str) -> dict[str, Any]:
    """A table's description."""
    description: dict[str, Any] = aws.client("dynamodb").describe_table(TableName=table)["Table"]
    return description


def queue_attributes(aws: Clients, url: str) -> dict[str, str]:
    """All attributes of a queue."""
    answer: dict[str, Any] = aws.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
    attributes: dict[str, str] = answer["Attributes"]
    return attributes
