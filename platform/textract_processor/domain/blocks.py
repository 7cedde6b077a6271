"""Textract's blocks as a document: pages of lines, key/value pairs and tables, in reading order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

RawBlock = Mapping[str, Any]

SELECTED = "[x]"
NOT_SELECTED = "[ ]"


@dataclass(frozen=True)
class Word:
    """A word or check box: its block id, text, confidence (0-100) and page (from 1)."""

    block_id: str
    text: str
    confidence: float
    page: int


@dataclass(frozen=True)
class Line:
    """A printed line."""

    words: tuple[Word, ...]
    text: str


@dataclass(frozen=True)
class KeyValue:
    """A label and what is written for it; a blank value has no words."""

    key: tuple[Word, ...]
    value: tuple[Word, ...]

    @property
    def label(self) -> str:
        """The key's text without its colon."""
        return joined(self.key).rstrip(" :")

    @property
    def content(self) -> str:
        """The value's text."""
        return joined(self.value)


@dataclass(frozen=True)
class Table:
    """Cells by row and column; each cell is its words. Merged cells stand at their first place."""

    rows: tuple[tuple[tuple[Word, ...], ...], ...]
    has_headers: bool

    @property
    def texts(self) -> list[list[str]]:
        """The cells' texts, row by row."""
        return [[joined(cell) for cell in row] for row in self.rows]

    def words(self) -> Iterator[Word]:
        """All words, row by row."""
        return (word for row in self.rows for cell in row for word in cell)


@dataclass(frozen=True)
class Page:
    """One page, its lines in reading order."""

    number: int
    lines: tuple[Line, ...]
    key_values: tuple[KeyValue, ...]
    tables: tuple[Table, ...]


def joined(words: Sequence[Word]) -> str:
    """Words with single spaces between them."""
    return " ".join(word.text for word in words)


def read_pages(blocks: Sequence[RawBlock]) -> list[Page]:
    """Read the blocks of a whole job, as `GetDocumentAnalysis` returned them.

    A page without a PAGE block doesn't exist for us; blocks that a relation names but the job lacks are left out.
    """
    return _Reader({block["Id"]: block for block in blocks}).pages(blocks)


@dataclass(frozen=True)
class _Reader:
    by_id: Mapping[str, RawBlock]

    def pages(self, blocks: Sequence[RawBlock]) -> list[Page]:
        return [self._page(block) for block in blocks if block["BlockType"] == "PAGE"]

    def _page(self, page: RawBlock) -> Page:
        children = list(self._related(page, "CHILD"))
        return Page(
            number=page.get("Page", 1),  # Textract leaves it out for a single image
            lines=tuple(self._line(block) for block in self._in_reading_order(children)),
            key_values=tuple(self._key_value(block) for block in children if _is_key(block)),
            tables=tuple(self._table(block) for block in children if block["BlockType"] == "TABLE"),
        )

    def _in_reading_order(self, children: Sequence[RawBlock]) -> list[RawBlock]:
        """Layout blocks know columns; lines that no layout block holds follow in the page's own order."""
        laid_out = (
            line for block in children if block["BlockType"].startswith("LAYOUT_") for line in self._lines_within(block)
        )
        lines = (block for block in children if block["BlockType"] == "LINE")
        return list({block["Id"]: block for source in (laid_out, lines) for block in source}.values())

    def _lines_within(self, layout: RawBlock) -> Iterator[RawBlock]:
        for child in self._related(layout, "CHILD"):
            if child["BlockType"] == "LINE":
                yield child
            elif child["BlockType"].startswith("LAYOUT_"):
                yield from self._lines_within(child)

    def _line(self, block: RawBlock) -> Line:
        return Line(self._words(block), block.get("Text", ""))

    def _key_value(self, key: RawBlock) -> KeyValue:
        values = self._related(key, "VALUE")
        return KeyValue(self._words(key), tuple(word for value in values for word in self._words(value)))

    def _table(self, table: RawBlock) -> Table:
        cells = [cell for cell in self._related(table, "CHILD") if cell["BlockType"] == "CELL"]
        words = {(cell["RowIndex"], cell["ColumnIndex"]): self._words(cell) for cell in cells}
        row_count = max((row for row, _ in words), default=0)
        column_count = max((column for _, column in words), default=0)
        rows = tuple(
            tuple(words.get((row, column), ()) for column in range(1, column_count + 1))
            for row in range(1, row_count + 1)
        )
        return Table(rows, any("COLUMN_HEADER" in cell.get("EntityTypes", ()) for cell in cells))

    def _words(self, block: RawBlock) -> tuple[Word, ...]:
        return tuple(
            _word(child)
            for child in self._related(block, "CHILD")
            if child["BlockType"] in ("WORD", "SELECTION_ELEMENT")
        )

    def _related(self, block: RawBlock, kind: str) -> Iterator[RawBlock]:
        for relationship in block.get("Relationships") or ():
            if relationship["Type"] == kind:
                yield from (self.by_id[id_] for id_ in relationship["Ids"] if id_ in self.by_id)


def _is_key(block: RawBlock) -> bool:
    return block["BlockType"] == "KEY_VALUE_SET" and "KEY" in block.get("EntityTypes", ())


def _word(block: RawBlock) -> Word:
    if block["BlockType"] == "SELECTION_ELEMENT":
        text = SELECTED if block.get("SelectionStatus") == "SELECTED" else NOT_SELECTED
    else:
        text = block.get("Text", "")
    return Word(block["Id"], text, float(block.get("Confidence", 0.0)), block.get("Page", 1))
