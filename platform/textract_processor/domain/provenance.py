"""Where in the document a value stands: nothing a model says is believed unless its words are found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from textract_processor.domain.blocks import Page, Word

MAX_GAP: Final = 12
"""Tokens that may stand between two of a value's: a page number or a margin note inside a long paragraph."""
TOKEN: Final = re.compile(r"\w+")
NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Grounds:
    """The words that bear a value out; none when it is nowhere."""

    words: tuple[Word, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)

    def __add__(self, other: "Grounds") -> "Grounds":
        return Grounds(tuple(dict.fromkeys((*self.words, *other.words))))

    @property
    def confidence(self) -> float | None:
        """The mean confidence of the words, 0-100."""
        if not self.words:
            return None
        return round(sum(word.confidence for word in self.words) / len(self.words), 2)

    @property
    def pages(self) -> list[int]:
        """The pages of the words, each once."""
        return sorted({word.page for word in self.words})

    @property
    def block_ids(self) -> list[str]:
        """The WORD blocks, in reading order."""
        return [word.block_id for word in self.words]


@dataclass(frozen=True)
class _Passage:
    """Words that are read one after the other, and the tokens they fall into."""

    tokens: tuple[str, ...]
    words: tuple[Word, ...]

    @classmethod
    def of(cls, words: Sequence[Word]) -> "_Passage":
        pairs = [(token, word) for word in words for token in _tokens(word.text)]
        return cls(tuple(token for token, _ in pairs), tuple(word for _, word in pairs))


class Evidence:
    """A document to look values up in. Labelled values come first, then cells, then the running text."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._passages = [_Passage.of(words) for words in _passages(pages)]
        self._numbers = [
            (number, word)
            for passage in self._passages
            for word in dict.fromkeys(passage.words)
            if (number := _number(word.text)) is not None
        ]

    def of_text(self, text: str) -> Grounds:
        """Where a text stands, letters' case and punctuation aside; pieces may be up to `MAX_GAP` tokens apart."""
        wanted = _tokens(text)
        if not wanted:
            return Grounds()
        for gap in (0, MAX_GAP):
            for passage in self._passages:
                if found := _find(wanted, passage, gap):
                    return found
        return Grounds()

    def of_amount(self, amount: float) -> Grounds:
        """Where a number stands, however its thousands and cents are written."""
        wanted = Decimal(str(amount))
        word = next((word for number, word in self._numbers if number == wanted), None)
        return Grounds((word,)) if word else self.of_text(f"{wanted:,.2f}")

    def of_date(self, iso: str) -> Grounds:
        """Where a `YYYY-MM-DD` date stands, in any of the usual spellings."""
        found = (self.of_text(spelling) for spelling in _spellings(date.fromisoformat(iso)))
        return next((grounds for grounds in found if grounds), Grounds())


def _passages(pages: Sequence[Page]) -> Iterator[Sequence[Word]]:
    for page in pages:
        yield from (pair.value for pair in page.key_values)
    for page in pages:
        yield from (cell for table in page.tables for row in table.rows for cell in row)
    yield [word for page in pages for line in page.lines for word in line.words]


def _find(wanted: Sequence[str], passage: _Passage, gap: int) -> Grounds:
    for start, token in enumerate(passage.tokens):
        if token == wanted[0]:
            positions = _follow(wanted, passage.tokens, start, gap)
            if positions:
                return Grounds(tuple(dict.fromkeys(passage.words[position] for position in positions)))
    return Grounds()


def _follow(wanted: Sequence[str], tokens: Sequence[str], start: int, gap: int) -> list[int]:
    positions = [start]
    for token in wanted[1:]:
        after = positions[-1] + 1
        try:
            positions.append(tokens.index(token, after, after + gap + 1))
        except ValueError:
            return []
    return positions


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(TOKEN.findall(text.casefold()))


def _number(text: str) -> Decimal | None:
    match = NUMBER.search(text)
    try:
        return Decimal(match.group().replace(",", "")) if match else None
    except InvalidOperation:  # digits of scripts that Decimal can't read
        return None


def _spellings(day: date) -> Iterator[str]:
    number, month, year = day.day, f"{day:%B}", day.year
    ordinal = f"{number}{_ordinal_suffix(number)}"
    for name in (month, month[:3]):
        for spoken in (str(number), f"{number:02}", ordinal):
            yield f"{name} {spoken} {year}"
            yield f"{spoken} {name} {year}"
    yield f"{ordinal} day of {month} {year}"
    yield f"{number} day of {month} {year}"
    yield f"{day:%Y %m %d}"
    for two_digit in (f"{day:%m %d}", f"{day.month} {number}", f"{day:%d %m}", f"{number} {day.month}"):
        yield f"{two_digit} {year}"
        yield f"{two_digit} {year % 100:02}"


def _ordinal_suffix(number: int) -> str:
    return "th" if 11 <= number <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
