"""Merged cells: neighbours in a grid that no rule parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from fakes.textract.blocks.grid import Grid


@dataclass(frozen=True)
class Span:
    """A rectangle of cells; rows and columns count from 1, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def row_span(self) -> int:
        """How many rows high."""
        return self.bottom - self.top + 1

    @property
    def column_span(self) -> int:
        """How many columns wide."""
        return self.right - self.left + 1

    def covers(self, row: int, column: int) -> bool:
        """Whether a cell belongs to it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: "Span") -> bool:
        """Whether they share a cell."""
        apart = self.bottom < other.top or other.bottom < self.top or self.right < other.left or other.right < self.left
        return not apart

    def joined(self, other: "Span") -> "Span":
        """The smallest rectangle around both."""
        return Span(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )


def find_spans(grid: Grid) -> tuple[Span, ...]:
    """The merged cells of a grid, by row and column; what would not be a rectangle is made one."""
    spans: list[Span] = []
    for span in _unparted(grid):
        while met := next((other for other in spans if other.meets(span)), None):
            spans.remove(met)
            span = span.joined(met)
        spans.append(span)
    return tuple(sorted(spans, key=lambda span: (span.top, span.left)))


def _unparted(grid: Grid) -> Iterator[Span]:
    """Pairs of neighbours without a rule between them."""
    for row, (top, bottom) in enumerate(pairwise(grid.ys), start=1):
        for column, x in enumerate(grid.xs[1:-1], start=1):
            if not grid.has_vertical(x, (top + bottom) / 2):
                yield Span(row, column, row, column + 1)
    for column, (left, right) in enumerate(pairwise(grid.xs), start=1):
        for row, y in enumerate(grid.ys[1:-1], start=1):
            if not grid.has_horizontal((left + right) / 2, y):
                yield Span(row, column, row + 1, column)
