"""Finds what a query asks for, by its words."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

Item = TypeVar("Item")

_WORD = re.compile(r"[^\W_]+")
_OPERATORS = re.compile(r"(?:^|\s)-([^\s|]+)")


@dataclass(frozen=True)
class Field(Generic[Item]):
    """A text of an item, and how much a word in it counts."""

    weight: float
    text: Callable[[Item], str]


def rank(items: Iterable[Item], query: str, fields: Sequence[Field[Item]]) -> list[Item]:
    """The items in which a word of the query stands, the best first; all of them, as they come, without a query.

    A word with a minus sign excludes. Words that are in half of the items count little.
    """
    excluded = {word for term in _OPERATORS.findall(query) for word in words_of(term)}
    wanted = words_of(_OPERATORS.sub(" ", query))
    texts = [(item, [(field.weight, words_of(field.text(item))) for field in fields]) for item in items]
    left = [(item, text) for item, text in texts if not any(excluded & words for _, words in text)]
    if not wanted:
        return [item for item, _ in left]
    rarity = {word: 1 / (1 + sum(any(word in words for _, words in text) for _, text in left)) for word in wanted}
    scores = [
        (sum(weight * rarity[word] for weight, words in text for word in wanted & words), item) for item, text in left
    ]
    return [item for score, item in sorted(scores, key=lambda scored: -scored[0]) if score > 0]


@lru_cache(maxsize=20_000)  # a catalogue's texts are asked for again with each search
def words_of(text: str) -> frozenset[str]:
    """The words in lower case, each with a plural `s` less."""
    return frozenset(word.removesuffix("s") for word in _WORD.findall(text.lower()))
