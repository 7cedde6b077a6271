"""Tables."""

from collections.abc import Iterable, Mapping
from typing import Any

from harness.engine.plugins.cloudformation.updates.change import Change
from harness.engine.plugins.cloudformation.updates.kind import Kind, each
from harness.engine.plugins.cloudformation.updates.tags import Tags

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
    for step in index_updates(_indexes(change.previous), _indexes(change.model)):
        _update(change, AttributeDefinitions=definitions, GlobalSecondaryIndexUpdates=[step])


def index_updates(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]
) -> Iterable[dict[str, Any]]:
    """The steps from the indexes of `before` to those of `after`, both by name, in the form of UpdateTable."""
    remade = {name for name in before.keys() & after.keys() if _shape(before[name]) != _shape(after[name])}
    for name in sorted(before.keys() - after.keys() | remade):
        yield {"Delete": {"IndexName": name}}
    for name in sorted(after.keys() - before.keys() | remade):
        yield {"Create": dict(after[name])}
    for name in sorted(before.keys() & after.keys() - remade):
        capacity = after[name].get("ProvisionedThroughput")
        if capacity and capacity != before[name].get("ProvisionedThroughput"):
            yield {"Update": {"IndexName": name, "ProvisionedThroughput": capacity}}


def set_stream(change: Change) -> None:
    """End the stream, and begin a new one if there shall be one: a stream's view type can't be changed."""
    if change.previous.get("StreamSpecification"):
        _update(change, StreamSpecification={"StreamEnabled": False})
    change.model.pop("StreamArn", None)
    if stream := change.model.get("StreamSpecification"):
        _update(change, StreamSpecification={**stream, "StreamEnabled": True})
        table = change.client("dynamodb").describe_table(TableName=change.model["TableName"])
        change.model["StreamArn"] = table["Table"]["LatestStreamArn"]


def set_expiry(change: Change) -> None:
    """Let items expire by another attribute, or not at all."""
    dynamodb, table = change.client("dynamodb"), {"TableName": change.model["TableName"]}
    previous, wanted = (state.get("TimeToLiveSpecification") for state in (change.previous, change.model))
    if previous:
        dynamodb.update_time_to_live(**table, TimeToLiveSpecification={**previous, "Enabled": False})
    if wanted:
        dynamodb.update_time_to_live(**table, TimeToLiveSpecification=wanted)


def set_recovery(change: Change) -> None:
    """Switch point-in-time recovery."""
    recovery = change.model.get("PointInTimeRecoverySpecification") or {"PointInTimeRecoveryEnabled": False}
    change.client("dynamodb").update_continuous_backups(
        TableName=change.model["TableName"], PointInTimeRecoverySpecification=recovery
    )


def _update(change: Change, **settings: Any) -> None:
    change.client("dynamodb").update_table(TableName=change.model["TableName"], **settings)


def _indexes(properties: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
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
