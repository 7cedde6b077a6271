"""The rules of a table with merged cells."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from harness.samples.truth import Span

Line: TypeAlias = tuple[float, float, float, float]


def rules(xs: Sequence[float], ys: Sequence[float], spans: Sequence[Span]) -> list[Line]:
    """The lines to draw, cell by cell, each from (x, y) to (x, y).

    Args:
        xs: where columns begin and end.
        ys: where rows begin and end.
        spans: cells with no line between them.
    """
    return [*_verticals(xs, ys, spans), *_horizontals(xs, ys, spans)]


def _verticals(xs: Sequence[float], ys: Sequence[float], spans: Sequence[Span]) -> Iterator[Line]:
    for row, (top, bottom) in enumerate(pairwise(ys), start=1):
        for column, x in enumerate(xs):
            if not any(span.covers(row, column) and span.covers(row, column + 1) for span in spans):
                yield x, top, x, bottom


def _horizontals(xs: Sequence[float], ys: Sequence[float], spans: Sequence[Span]) -> Iterator[Line]:
    for column, (left, right) in enumerate(pairwise(xs), start=1):
        for row, y in enumerate(ys):
            if not any(span.covers(row, column) and span.covers(row + 1, column) for span in spans):
                yield left, y, right, y
