"""What AWS checks of a `Query` or `Scan` before it reads."""

from typing import Any

from harness.engine.plugins.dynamodb.errors import ValidationError
from harness.engine.plugins.dynamodb.expressions import attributes_of
from harness.engine.plugins.dynamodb.table import TrackedTable


def check_filter(table: TrackedTable, request: dict[str, Any]) -> None:
    """Refuse a query's filter on the key that the query is about: that belongs into the key condition.

    Raises:
        ValidationError: the filter names an attribute of the key, or the index doesn't exist.
    """
    keys = set(table.schema_of(request.get("IndexName")).values())
    named = attributes_of(request.get("FilterExpression", ""), request.get("ExpressionAttributeNames", {}))
    if forbidden := sorted(keys & named):
        raise ValidationError(
            f"Filter Expression can only contain non-primary key attributes: Primary key attribute: {forbidden[0]}"
        )


def check_start(table: TrackedTable, request: dict[str, Any]) -> None:
    """Refuse a page's start that can't have come from a page before.

    Raises:
        ValidationError: the start isn't exactly a key of the table and of the index, or the index doesn't exist.
    """
    start = request.get("ExclusiveStartKey")
    expected = {*table.table_key_attrs, *table.schema_of(request.get("IndexName")).values()}
    if start is not None and set(start) != expected:
        raise ValidationError("The provided starting key is invalid")
