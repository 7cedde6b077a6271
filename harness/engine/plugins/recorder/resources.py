"""What a call is about: the table, queue, bucket and key, function, topic ... among its parameters."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Parameters = Mapping[str, Any]

KINDS: dict[str, str] = {
    "Bucket": "bucket",
    "Key": "key",
    "Prefix": "prefix",
    "TableName": "table",
    "TableArn": "table",
    "StreamArn": "stream",
    "StreamName": "stream",
    "QueueUrl": "queue",
    "QueueName": "queue",
    "TopicArn": "topic",
    "TargetArn": "topic",
    "SubscriptionArn": "subscription",
    "FunctionName": "function",
    "UUID": "mapping",
    "EventSourceArn": "source",
    "EventBusName": "bus",
    "Rule": "rule",
    "stateMachineArn": "state machine",
    "executionArn": "execution",
    "StackName": "stack",
    "ChangeSetName": "change set",
    "RoleName": "role",
    "RoleArn": "role",
    "PolicyArn": "policy",
    "SecretId": "secret",
    "KeyId": "key",
    "logGroupName": "log group",
    "logStreamName": "log stream",
    "AlarmName": "alarm",
    "Namespace": "namespace",
    "JobId": "job",
    "TranscriptionJobName": "job",
    "modelId": "model",
    "agentId": "agent",
    "sessionId": "session",
    "restApiId": "api",
    "UserPoolId": "user pool",
    "Path": "parameter",
    "Name": "name",
    "name": "name",
}
"""Parameters that name a resource, and the kind that each names."""


def find_resources(parameters: Parameters) -> dict[str, str]:
    """The resources that a call names, by kind.

    Args:
        parameters: the operation's input. DynamoDB's `Key` is a structure and names no resource.
    """
    found: dict[str, str] = {}
    for name, value in parameters.items():
        if isinstance(value, str) and value and (kind := KINDS.get(name)):
            found.setdefault(kind, value)
    for kind, value in _nested(parameters):
        found.setdefault(kind, value)
    return found


def names_of(resources: Mapping[str, str]) -> tuple[str, ...]:
    """Every name under which a behaviour may know the resources: as given, of ARNs and URLs the last part, and an
    object as `bucket/key`."""
    names = [name for value in resources.values() for name in (value, _short(value))]
    if "bucket" in resources and "key" in resources:
        names.append(f"{resources['bucket']}/{resources['key']}")
    return tuple(dict.fromkeys(names))


def _short(value: str) -> str:
    return re.split("[:/]", value)[-1] if value.startswith(("arn:", "http://", "https://")) else value


def _nested(parameters: Parameters) -> Iterator[tuple[str, str]]:
    """Names that stand deeper: documents and videos in S3, media, tables of batches and transactions, buses."""
    for holder in ("DocumentLocation", "Document", "Video", "Image"):
        place = _dict(_dict(parameters.get(holder)).get("S3Object"))
        yield from ((kind, place[name]) for name, kind in (("Bucket", "bucket"), ("Name", "key")) if place.get(name))
    if media := _dict(parameters.get("Media")).get("MediaFileUri"):
        yield "media", str(media)
    tables = [*_dict(parameters.get("RequestItems")), *_tables_of_transaction(parameters)]
    if tables:
        yield "table", ",".join(dict.fromkeys(tables))
    if buses := [entry["EventBusName"] for entry in _list(parameters.get("Entries")) if entry.get("EventBusName")]:
        yield "bus", ",".join(dict.fromkeys(buses))


def _tables_of_transaction(parameters: Parameters) -> Iterator[str]:
    for item in _list(parameters.get("TransactItems")):
        yield from (action["TableName"] for action in item.values() if "TableName" in _dict(action))


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
