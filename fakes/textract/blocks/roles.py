"""What the cells of a table are for: titles, headers of columns, summaries."""

from enum import Enum

from fakes.textract.blocks.tables import Cell, Table

_SUMMARY = ("total", "subtotal", "grand", "balance", "sum")


class Role(Enum):
    """Roles of cells, named as Textract's entity types."""

    HEADER = "COLUMN_HEADER"
    TITLE = "TABLE_TITLE"
    SECTION = "TABLE_SECTION_TITLE"
    SUMMARY = "TABLE_SUMMARY"


def header_row(table: Table) -> int | None:
    """The row that names the columns: the first one that isn't a title, if all its cells have words without figures."""
    first = next((row for row in range(1, table.rows + 1) if not _is_one_cell(table, row)), table.rows)
    texts = [cell.text for cell in table.row(first) if not _is_continued(table, cell)]
    wordy = all(text and not any(character.isdigit() for character in text) for text in texts)
    return first if wordy and first < table.rows else None


def role_of(table: Table, cell: Cell) -> Role | None:
    """What a cell is for; None for one that holds data."""
    if _is_one_cell(table, cell.row):
        return Role.TITLE if cell.row == 1 else Role.SECTION
    if cell.row == header_row(table):
        return Role.HEADER
    return Role.SUMMARY if cell.row == table.rows and _sums_up(table) else None


def _is_one_cell(table: Table, row: int) -> bool:
    """Whether a row is merged into one cell from the first column to the last."""
    return table.columns > 1 and any(
        span.covers(row, 1) and span.covers(row, table.columns) and span.row_span == 1 for span in table.spans
    )


def _is_continued(table: Table, cell: Cell) -> bool:
    """Whether a cell is no more than the rest of a merged one."""
    return any(
        span.covers(cell.row, cell.column) and (cell.row, cell.column) != (span.top, span.left) for span in table.spans
    )


def _sums_up(table: Table) -> bool:
    first, *_ = table.row(table.rows)
    return first.text.casefold().startswith(_SUMMARY)
