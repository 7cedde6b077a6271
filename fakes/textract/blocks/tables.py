"""Finds ruled tables: rules that cross make a grid, and words fall into its cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fakes.textract.reading.page import Box, Page, Rule, Word, union

_TOUCH = 0.008
"""Rules that miss one another by less than this share of the page's width are meant to meet."""


@dataclass(frozen=True)
class Cell:
    """One place of the grid. `row` and `column` count from 1."""

    row: int
    column: int
    box: Box
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Table:
    """A grid of at least two cells, which are ordered by row and column."""

    box: Box
    cells: tuple[Cell, ...]

    @property
    def has_header(self) -> bool:
        """Whether the first row names the columns: words without figures over more rows."""
        first = [cell for cell in self.cells if cell.row == 1]
        texts = ["".join(word.text for word in cell.words) for cell in first]
        wordy = all(text and not any(character.isdigit() for character in text) for text in texts)
        return wordy and len(first) < len(self.cells)


def find_tables(page: Page) -> tuple[Table, ...]:
    """Find the page's tables, from top to bottom."""
    tolerance = page.width * _TOUCH
    groups = _connected(page.rules, tolerance)
    tables = [table for group in groups if (table := _table(group, page.words, tolerance))]
    return tuple(sorted(tables, key=lambda table: table.box.top))


def _table(rules: Sequence[Rule], words: Sequence[Word], tolerance: float) -> Table | None:
    ys = _edges([rule.box.center_y for rule in rules if rule.direction == "horizontal"], tolerance)
    xs = _edges([rule.box.center_x for rule in rules if rule.direction == "vertical"], tolerance)
    if len(ys) < 2 or len(xs) < 2 or len(ys) + len(xs) < 5:
        return None
    return Table(Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(_cells(xs, ys, words)))


def _cells(xs: Sequence[float], ys: Sequence[float], words: Sequence[Word]) -> Iterator[Cell]:
    for row, (top, bottom) in enumerate(pairwise(ys), start=1):
        for column, (left, right) in enumerate(pairwise(xs), start=1):
            box = Box(left, top, right, bottom)
            inside = tuple(word for word in words if box.holds(word.box))
            yield Cell(row, column, box, _in_reading_order(inside))


def _in_reading_order(words: Sequence[Word]) -> tuple[Word, ...]:
    if not words:
        return ()
    height = max(word.box.height for word in words)
    top = union(*(word.box for word in words)).top
    return tuple(sorted(words, key=lambda word: (round((word.box.center_y - top) / height), word.box.left)))


def _edges(positions: Sequence[float], tolerance: float) -> list[float]:
    """Merge positions that are meant to be one."""
    edges: list[float] = []
    for position in sorted(positions):
        if not edges or position - edges[-1] > tolerance:
            edges.append(position)
    return edges


def _connected(rules: Sequence[Rule], tolerance: float) -> list[list[Rule]]:
    """Groups of rules that reach one another by crossing."""
    groups: list[list[Rule]] = []
    for rule in rules:
        touching = [group for group in groups if any(_cross(rule, other, tolerance) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([rule, *(other for group in touching for other in group)])
    return groups


def _cross(one: Rule, other: Rule, tolerance: float) -> bool:
    return (
        one.box.left <= other.box.right + tolerance
        and other.box.left <= one.box.right + tolerance
        and one.box.top <= other.box.bottom + tolerance
        and other.box.top <= one.box.bottom + tolerance
    )
