"""Tables."""

from collections.abc import Iterator, Mapping
from typing import Any

from harness.engine.plugins.cloudformation.updates.change import Change
from harness.engine.plugins.cloudformation.updates.kind import Kind, each
from harness.engine.plugins.cloudformation.updates.tags import Tags

Indexes = Mapping[str, Mapping[str, Any]]
"""Secondary indexes by name."""

CAPACITY = {"BillingMode": "PROVISIONED", "DeletionProtectionEnabled": False}
"""Settings with their defaults. DynamoDB API Reference, "CreateTable"."""

SHAPE = ("IndexName", "KeySchema", "Projection")
"""What makes an index: with another one of these it is another index."""


def set_capacity(change: Change) -> None:
    """Set what changes."""
    _update(change, **change.wanted(CAPACITY))


def set_indexes(change: Change) -> None:
    """Make, change and drop indexes, one in a call, as DynamoDB demands."""
    definitions = change.model["AttributeDefinitions"]
    for step in index_updates(_indexes(_table(change)), _indexes(change.model)):
        _update(change, AttributeDefinitions=definitions, GlobalSecondaryIndexUpdates=[step])


def index_updates(before: Indexes, after: Indexes) -> Iterator[dict[str, Any]]:
    """The steps from some indexes to others, in the form of UpdateTable."""
    remade = {name for name in before.keys() & after.keys() if _shape(before[name]) != _shape(after[name])}
    for name in sorted(before.keys() - after.keys() | remade):
        yield {"Delete": {"IndexName": name}}
    for name in sorted(after.keys() - before.keys() | remade):
        yield {"Create": dict(after[name])}
    for name in sorted(before.keys() & after.keys() - remade):
        wanted = after[name].get("ProvisionedThroughput", {})
        if wanted.items() - before[name].get("ProvisionedThroughput", {}).items():
            yield {"Update": {"IndexName": name, "ProvisionedThroughput": wanted}}


def set_stream(change: Change) -> None:
    """End the stream, and begin a new one if there shall be one: a stream's view type can't be changed."""
    view = (change.model.get("StreamSpecification") or {}).get("StreamViewType")
    present = (_table(change).get("StreamSpecification") or {}).get("StreamViewType")
    if present not in (None, view):
        _update(change, StreamSpecification={"StreamEnabled": False})
    if view not in (None, present):
        _update(change, StreamSpecification={"StreamEnabled": True, "StreamViewType": view})
    change.model.pop("StreamArn", None)
    if view:
        change.model["StreamArn"] = _table(change)["LatestStreamArn"]


def set_expiry(change: Change) -> None:
    """Let items expire by another attribute, or not at all."""
    dynamodb, table = change.client("dynamodb"), {"TableName": change.model["TableName"]}
    wanted = change.model.get("TimeToLiveSpecification") or {}
    attribute = wanted.get("AttributeName") if wanted.get("Enabled") else None
    description = dynamodb.describe_time_to_live(**table)["TimeToLiveDescription"]
    present = description.get("AttributeName") if description["TimeToLiveStatus"] == "ENABLED" else None
    for name, enabled in ((present, False), (attribute, True)):
        if name and present != attribute:
            expiry = {"AttributeName": name, "Enabled": enabled}
            dynamodb.update_time_to_live(**table, TimeToLiveSpecification=expiry)


def set_recovery(change: Change) -> None:
    """Switch point-in-time recovery."""
    recovery = change.model.get("PointInTimeRecoverySpecification") or {"PointInTimeRecoveryEnabled": False}
    change.client("dynamodb").update_continuous_backups(
        TableName=change.model["TableName"], PointInTimeRecoverySpecification=recovery
    )


def _table(change: Change) -> dict[str, Any]:
    """The table as it is: undoing an update that failed halfway begins anywhere."""
    description = change.client("dynamodb").describe_table(TableName=change.model["TableName"])
    table: dict[str, Any] = description["Table"]
    return table


def _update(change: Change, **settings: Any) -> None:
    change.client("dynamodb").update_table(TableName=change.model["TableName"], **settings)


def _indexes(properties: Mapping[str, Any]) -> Indexes:
    return {index["IndexName"]: index for index in properties.get("GlobalSecondaryIndexes") or ()}


def _shape(index: Mapping[str, Any]) -> list[Any]:
    return [index.get(part) for part in SHAPE]


KINDS = {
    "AWS::DynamoDB::Table": Kind(
        {
            **each(set_capacity, (*CAPACITY, "ProvisionedThroughput")),
            **each(set_indexes, ("AttributeDefinitions", "GlobalSecondaryIndexes")),
            "StreamSpecification": set_stream,
            "TimeToLiveSpecification": set_expiry,
            "PointInTimeRecoverySpecification": set_recovery,
            "Tags": Tags("dynamodb"),
        },
        forgotten=frozenset({"DeletionProtectionEnabled", "PointInTimeRecoverySpecification"}),
    )
}
