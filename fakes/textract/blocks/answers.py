"""Answers questions from what a page states: values of keys, cells of tables, ticked boxes.

The statement whose label shares most words with the question answers it. Where Textract understands the question, this
compares words: a question that uses none of the document's own finds nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from fakes.textract.blocks.forms import Pair
from fakes.textract.blocks.roles import header_row
from fakes.textract.blocks.tables import Table
from fakes.textract.reading.page import CheckBox, Word

_LEAST = 0.5  # share of words in common, of question and label together
_SYNONYMS = {"apn": "parcel", "cost": "price", "no": "number", "amt": "amount", "qty": "quantity"}


@dataclass(frozen=True)
class Statement:
    """A label and what it says of it, in the page's own words."""

    label: str
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Answer:
    """The words that answer a question, and how well they do, from 0 to 1."""

    words: tuple[Word, ...]
    fit: float


def find_answer(question: str, statements: Iterable[Statement]) -> Answer | None:
    """The best answer; None when nothing on the page is near the question."""
    asked = _content(question)
    answers = [Answer(statement.words, _fit(asked, _content(statement.label))) for statement in statements]
    best = max(answers, key=lambda answer: answer.fit, default=None)
    return best if best and best.fit >= _LEAST else None


def statements_of(pairs: Sequence[Pair], tables: Sequence[Table]) -> list[Statement]:
    """All that a page states."""
    return [*_of_pairs(pairs), *(statement for table in tables for statement in _of_table(table))]


def _of_pairs(pairs: Iterable[Pair]) -> Iterator[Statement]:
    for pair in pairs:
        if pair.value:
            yield Statement(_text(pair.key), pair.value)
        elif isinstance(pair.mark, CheckBox) and pair.mark.checked:
            yield Statement(_text(pair.key), pair.key)


def _of_table(table: Table) -> Iterator[Statement]:
    """Each cell is labelled by its column's header, by its row's first cell, and by both."""
    header = header_row(table)
    if header is None:
        return
    names = {cell.column: cell.text for cell in table.row(header)}
    for row in range(header + 1, table.rows + 1):
        first, *others = table.row(row)
        for cell in others:
            if cell.words:
                yield Statement(f"{first.text} {names[cell.column]}", cell.words)
                yield Statement(first.text if table.columns == 2 else names[cell.column], cell.words)


def _fit(asked: AbstractSet[str], label: AbstractSet[str]) -> float:
    """Words in common, by the mean of both sides' counts."""
    return 2 * len(asked & label) / (len(asked) + len(label)) if asked and label else 0.0


def _content(text: str) -> frozenset[str]:
    """The words that carry meaning, without their endings."""
    return frozenset(_stem(_SYNONYMS.get(word, word)) for word in _parts(text) if word not in _FILLERS)


def _parts(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold())


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word


def _text(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


_FILLERS = frozenset(
    _parts(
        "a an and are at be by did do does for from has have how in is it its many me much of on or our please s tell "
        "that the their there this to was were what when where which who whom whose will with you your"
    )
)
