"""Rows of a table, as what they say about the properties of an object."""

from collections.abc import Iterable
from typing import TypeAlias

from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.responders.extractive.document import Table
from fakes.bedrock.responders.extractive.schema import Schema, properties
from fakes.bedrock.responders.extractive.wanted import Wanted

Said: TypeAlias = dict[str, str | None]


def rows_about(schema: Schema, shape: JsonObject, tables: Iterable[Table]) -> list[Said]:
    """Read the rows of the table whose header has the most of an object's properties, and half of them at least.

    Args:
        schema: the whole schema.
        shape: the object's shape.
        tables: the document's tables.

    Returns:
        For each row the cell under each property's column; nothing when no table is about such objects.
    """
    columns = {table: _columns(schema, shape, table) for table in tables}
    best = max(columns, key=lambda table: len(columns[table]), default=None)
    if best is None or len(columns[best]) * 2 < len(properties(shape)):
        return []
    return [_said(columns[best], row) for row in best.rows]


def _columns(schema: Schema, shape: JsonObject, table: Table) -> dict[str, int]:
    """Map each property to the column whose header answers to it best, the first where they tie."""
    columns = {}
    for name, node in properties(shape).items():
        wanted = Wanted(name, schema.shape(node))
        scores = [wanted.match(header) for header in table.headers]
        if best := max(scores, default=0.0):
            columns[name] = scores.index(best)
    return columns


def _said(columns: dict[str, int], row: tuple[str, ...]) -> Said:
    return {name: row[index] if index < len(row) else None for name, index in columns.items()}
