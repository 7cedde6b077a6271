"""A table's blocks: TABLE, its CELLs, its MERGED_CELLs and its TABLE_TITLE."""

from fakes.textract.blocks.builder import Block, BlockBuilder, confidence_of, relate
from fakes.textract.blocks.lines import Line
from fakes.textract.blocks.merging import Span
from fakes.textract.blocks.roles import header_row, role_of
from fakes.textract.blocks.tables import Cell, Table
from fakes.textract.reading.page import union


def add_table(builder: BlockBuilder, table: Table) -> Block:
    """Add a table with all that is in it; the answer is its TABLE block."""
    words = [word for cell in table.cells for word in cell.words]
    kind = "STRUCTURED_TABLE" if header_row(table) else "SEMI_STRUCTURED_TABLE"
    block = builder.add(builder.place("TABLE", table.box, confidence_of(words), EntityTypes=[kind]))
    cells = {(cell.row, cell.column): _add_cell(builder, table, cell) for cell in table.cells}
    relate(block, "CHILD", [cell["Id"] for cell in cells.values()])
    merged = [_add_merged(builder, table, span, cells) for span in table.spans]
    relate(block, "MERGED_CELL", [cell["Id"] for cell in merged])
    if table.title:
        relate(block, "TABLE_TITLE", [_add_title(builder, table.title)["Id"]])
    return block


def _add_cell(builder: BlockBuilder, table: Table, cell: Cell) -> Block:
    place = {"RowIndex": cell.row, "ColumnIndex": cell.column, "RowSpan": 1, "ColumnSpan": 1}
    block = builder.add(builder.place("CELL", cell.box, confidence_of(cell.words), **place, **_roles(table, cell)))
    relate(block, "CHILD", builder.ids_of([*cell.words, *cell.marks]))
    return block


def _add_merged(builder: BlockBuilder, table: Table, span: Span, cells: dict[tuple[int, int], Block]) -> Block:
    parts = table.within(span)
    words = [word for part in parts for word in part.words]
    place = {
        "RowIndex": span.top,
        "ColumnIndex": span.left,
        "RowSpan": span.row_span,
        "ColumnSpan": span.column_span,
    }
    box = union(*(part.box for part in parts))
    block = builder.place("MERGED_CELL", box, confidence_of(words), **place, **_roles(table, parts[0]))
    relate(block, "CHILD", [cells[part.row, part.column]["Id"] for part in parts])
    return builder.add(block)


def _add_title(builder: BlockBuilder, title: Line) -> Block:
    block = builder.add(builder.place("TABLE_TITLE", title.box, confidence_of(title.words)))
    relate(block, "CHILD", builder.ids_of(title.words))
    return block


def _roles(table: Table, cell: Cell) -> dict[str, list[str]]:
    role = role_of(table, cell)
    return {"EntityTypes": [role.value]} if role else {}
