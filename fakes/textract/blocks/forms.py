"""Finds key/value pairs: `Label: value`, a value below its label, labelled check boxes and signatures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fakes.textract.blocks.lines import Line
from fakes.textract.reading.page import Box, CheckBox, Page, Signature, Word, union

_MAX_KEY_WORDS = 6
"""A colon after more words than this ends a clause, not a label."""

_BELOW = 1.2  # line heights from a label down to a value below it
_BESIDE = 3.0  # line heights from a check box to its label


@dataclass(frozen=True)
class Pair:
    """A key and its value: words, or the check box or signature that the key labels."""

    key: tuple[Word, ...]
    value: tuple[Word, ...] = ()
    mark: CheckBox | Signature | None = None

    @property
    def key_box(self) -> Box:
        """The box around the key."""
        return union(*(word.box for word in self.key))

    @property
    def value_box(self) -> Box:
        """The box around the value."""
        return self.mark.box if self.mark else union(*(word.box for word in self.value))


def find_pairs(page: Page, lines: Sequence[Line]) -> tuple[Pair, ...]:
    """Find the page's key/value pairs in the order of the lines, then those of check boxes and signatures."""
    printed = [pair for number, line in enumerate(lines) for pair in _pairs_of(line, lines[number + 1 :])]
    return (*printed, *_ticked(page.check_boxes, lines), *_signed(page.signatures, lines))


def _pairs_of(line: Line, following: Sequence[Line]) -> Iterator[Pair]:
    for words in _segments(line.words):
        colon = next(number for number, word in enumerate(words, start=1) if _ends_key(word))
        key, value = words[:colon], words[colon:]
        if len(key) > _MAX_KEY_WORDS:
            continue
        if value := value or _value_below(union(*(word.box for word in key)), following):
            yield Pair(key, value)


def _segments(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """Cut a line that holds several pairs in front of each further key, which is where its gap is widest."""
    colons = [number for number, word in enumerate(words) if _ends_key(word)]
    if not colons:
        return
    starts = [0, *(_widest_gap(words, left + 1, right) for left, right in pairwise(colons)), len(words)]
    for start, end in pairwise(starts):
        yield words[start:end]


def _widest_gap(words: Sequence[Word], first: int, last: int) -> int:
    """The word from `first` to `last` that stands furthest from the one before it, past the value's first word."""
    candidates = range(min(first + 1, last), last + 1)
    return max(candidates, key=lambda number: words[number].box.left - words[number - 1].box.right)


def _ends_key(word: Word) -> bool:
    return word.text.endswith(":")


def _value_below(key: Box, following: Sequence[Line]) -> tuple[Word, ...]:
    for line in following:
        near = 0 < line.box.top - key.bottom + key.height / 2 < _BELOW * key.height
        aligned = abs(line.box.left - key.left) < key.height
        if near and aligned and not any(_ends_key(word) for word in line.words):
            return line.words
    return ()


def _ticked(check_boxes: Sequence[CheckBox], lines: Sequence[Line]) -> Iterator[Pair]:
    for check_box in check_boxes:
        labels = [line for line in lines if _labels(line.box, check_box.box)]
        if labels:
            nearest = min(labels, key=lambda line: line.box.left)
            yield Pair(nearest.words, mark=check_box)


def _signed(signatures: Sequence[Signature], lines: Sequence[Line]) -> Iterator[Pair]:
    for signature in signatures:
        labels = [line for line in lines if _ends_key(line.words[-1]) and _precedes(line.box, signature.box)]
        if labels:
            nearest = max(labels, key=lambda line: line.box.right)
            yield Pair(nearest.words, mark=signature)


def _precedes(label: Box, signature: Box) -> bool:
    level = signature.top - label.height < label.center_y < signature.bottom + label.height
    return level and -label.height < signature.left - label.right < _BESIDE * label.height


def _labels(label: Box, square: Box) -> bool:
    level = abs(label.center_y - square.center_y) < 0.75 * label.height
    return level and 0 <= label.left - square.right + square.width / 2 < _BESIDE * label.height
