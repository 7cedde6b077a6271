"""What is in tables."""

from harness.scenario.world import World


def items_of(world: World, table: str) -> int:
    """How many items a DynamoDB table holds.

    Args:
        world: the scenario's.
        table: the stack's output with the table's name, e.g. `TrackingTableName`.
    """
    pages = world.client("dynamodb").get_paginator("scan").paginate(TableName=world.output(table), Select="COUNT")
    return sum(page["Count"] for page in pages)
