"""Finds ruled tables: rules that cross make a grid, words fall into its cells, and what no rule parts is merged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from fakes.textract.blocks.grid import Grid, find_grids
from fakes.textract.blocks.lines import Line, group_lines
from fakes.textract.blocks.merging import Span, find_spans
from fakes.textract.reading.page import Box, CheckBox, Page, Signature, Word

T = TypeVar("T", Word, CheckBox | Signature)

_TITLE_GAP = 1.5  # line heights from a title down to its table
_TITLE_WORDS = 10  # at most
_CLAUSE_ENDS = (".", ",", ";", ":")


@dataclass(frozen=True)
class Cell:
    """One place of the grid, of one row and one column. `row` and `column` count from 1."""

    row: int
    column: int
    box: Box
    words: tuple[Word, ...]
    marks: tuple[CheckBox | Signature, ...] = ()

    @property
    def text(self) -> str:
        """The words with spaces between them."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class Table:
    """A grid of at least two cells.

    Attributes:
        box: around the grid.
        cells: ordered by row and column.
        spans: cells that are one because no rule parts them.
        title: the line above the table that names it.
    """

    box: Box
    cells: tuple[Cell, ...]
    spans: tuple[Span, ...] = ()
    title: Line | None = None

    @property
    def rows(self) -> int:
        """How many."""
        return self.cells[-1].row

    @property
    def columns(self) -> int:
        """How many."""
        return self.cells[-1].column

    def row(self, number: int) -> tuple[Cell, ...]:
        """The cells of a row, from 1."""
        return self.cells[(number - 1) * self.columns : number * self.columns]

    def within(self, span: Span) -> tuple[Cell, ...]:
        """The cells of a merged cell."""
        return tuple(cell for cell in self.cells if span.covers(cell.row, cell.column))


def find_tables(page: Page, lines: Sequence[Line]) -> tuple[Table, ...]:
    """Find the page's tables, from top to bottom."""
    tables = (_table(grid, page, lines) for grid in find_grids(page))
    return tuple(sorted(tables, key=lambda table: table.box.top))


def _table(grid: Grid, page: Page, lines: Sequence[Line]) -> Table:
    return Table(grid.box, _cells(grid, page), find_spans(grid), _title(grid.box, lines))


def _cells(grid: Grid, page: Page) -> tuple[Cell, ...]:
    marks: list[CheckBox | Signature] = [*page.check_boxes, *page.signatures]
    rows = (Box(grid.box.left, top, grid.box.right, bottom) for top, bottom in pairwise(grid.ys))
    return tuple(
        cell
        for number, row in enumerate(rows, start=1)
        for cell in _cells_of(number, row, grid.xs, _inside(row, page.words), _inside(row, marks))
    )


def _cells_of(
    number: int, row: Box, xs: Sequence[float], words: Sequence[Word], marks: Sequence[CheckBox | Signature]
) -> Iterator[Cell]:
    for column, (left, right) in enumerate(pairwise(xs), start=1):
        box = Box(left, row.top, right, row.bottom)
        yield Cell(number, column, box, _words_in(box, words), tuple(_inside(box, marks)))


def _words_in(box: Box, words: Sequence[Word]) -> tuple[Word, ...]:
    """The words inside, in reading order."""
    return tuple(word for line in group_lines(_inside(box, words), ()) for word in line.words)


def _inside(box: Box, things: Sequence[T]) -> list[T]:
    return [thing for thing in things if box.holds(thing.box)]


def _title(table: Box, lines: Sequence[Line]) -> Line | None:
    above = [line for line in lines if _may_entitle(line, table)]
    return max(above, key=lambda line: line.box.bottom, default=None)


def _may_entitle(line: Line, table: Box) -> bool:
    near = 0 <= table.top - line.box.bottom + line.box.height / 2 < (_TITLE_GAP + 0.5) * line.box.height
    inside = table.left - line.box.height < line.box.left and line.box.right < table.right + line.box.height
    return near and inside and len(line.words) <= _TITLE_WORDS and not line.text.endswith(_CLAUSE_ENDS)
