"""Groups words into lines of text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean

from fakes.textract.reading.page import Box, Rule, Word, union

_LINE_GAP = 1.2
"""Words further apart than this many line heights stand in different columns."""


@dataclass(frozen=True)
class Line:
    """Words from left to right, at least one."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with spaces between them."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def box(self) -> Box:
        """The box around the words."""
        return union(*(word.box for word in self.words))


def group_lines(words: Iterable[Word], rules: Sequence[Rule]) -> tuple[Line, ...]:
    """Put words that stand side by side into lines, from top to bottom and from left to right.

    A wide gap ends a line, and so does a vertical rule: text in a table's cells never runs together.
    """
    walls = [rule.box for rule in rules if rule.direction == "vertical"]
    return tuple(line for row in _rows(words) for line in _split(row, walls))


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.box.center_y, word.box.left)):
        if rows and _beside(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _beside(row: Sequence[Word], word: Word) -> bool:
    middle = fmean(other.box.center_y for other in row[-8:])
    return word.box.center_y - middle < 0.5 * min(word.box.height, row[-1].box.height)


def _split(row: Sequence[Word], walls: Sequence[Box]) -> Iterator[Line]:
    ordered = sorted(row, key=lambda word: word.box.left)
    run = ordered[:1]
    for word in ordered[1:]:
        if _apart(run[-1].box, word.box, walls):
            yield Line(tuple(run))
            run = []
        run.append(word)
    yield Line(tuple(run))


def _apart(left: Box, right: Box, walls: Sequence[Box]) -> bool:
    if right.left - left.right > _LINE_GAP * max(left.height, right.height):
        return True
    return any(
        left.center_x < wall.center_x < right.center_x and wall.top < right.center_y < wall.bottom for wall in walls
    )
