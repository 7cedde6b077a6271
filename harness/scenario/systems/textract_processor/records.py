"""What textract_processor's tables say about an upload."""

from collections import Counter
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from harness.scenario.world import World
from harness.submit.attributes import plain, read_item
from harness.submit.record import RunState, Status, TrackingRecord
from harness.submit.tracking import TrackingTable


class Charge(BaseModel):
    """What an item of the results table says about a run's costs.

    Attributes:
        model_id: empty for a run that came to no model.
        model_calls: answers of the model.
        model_cache_hits: those of them for which another run was charged.
    """

    model_config = ConfigDict(frozen=True, alias_generator=to_camel)

    processing_id: str
    s3_key: str
    status: Status
    textract_cost: float
    bedrock_cost: Decimal
    model_id: str = ""
    model_calls: int
    model_cache_hits: int

    @property
    def answers_paid(self) -> int:
        """The answers for which it was charged."""
        return self.model_calls - self.model_cache_hits


def records_of(world: World, key: str) -> list[TrackingRecord]:
    """Every processing run of an S3 key."""
    world.client("dynamodb")  # made under the world's lock
    return TrackingTable(world.clients, world.output("TrackingTableName")).records_of(key)


def all_records(world: World) -> list[TrackingRecord]:
    """Every processing run of the account, in no order."""
    world.client("dynamodb")  # made under the world's lock
    return TrackingTable(world.clients, world.output("TrackingTableName")).all_records()


def all_states(world: World) -> list[RunState]:
    """Where every processing run of the account is, in no order."""
    world.client("dynamodb")  # made under the world's lock
    return TrackingTable(world.clients, world.output("TrackingTableName")).all_states()


def latest_record(world: World, key: str) -> TrackingRecord | None:
    """The latest processing run of an S3 key, if there is any."""
    return max(records_of(world, key), key=lambda record: record.queued_at, default=None)


def tracking_item(world: World, processing_id: str) -> dict[str, Any]:
    """All fields of a run's record; none when there is no run."""
    answer = world.client("dynamodb").get_item(
        TableName=world.output("TrackingTableName"), Key={"processingId": {"S": processing_id}}
    )
    return dict(plain(answer.get("Item", {})))


def result_items(world: World, processing_id: str) -> list[dict[str, Any]]:
    """The items of the results table for a run, as DynamoDB's JSON."""
    pages = (
        world.client("dynamodb")
        .get_paginator("query")
        .paginate(
            TableName=world.output("ResultsTableName"),
            KeyConditionExpression="processingId = :id",
            ExpressionAttributeValues={":id": {"S": processing_id}},
        )
    )
    return [item for page in pages for item in page["Items"]]


def result_counts(world: World) -> Counter[str]:
    """How many items the results table holds for each run, by its processing id."""
    return Counter(charge.processing_id for charge in all_charges(world))


def all_charges(world: World) -> list[Charge]:
    """What every item of the results table says about costs, in no order."""
    table = world.output("ResultsTableName")
    pages = world.client("dynamodb").get_paginator("scan").paginate(TableName=table)
    return [read_item(item, Charge, table) for page in pages for item in page["Items"]]
