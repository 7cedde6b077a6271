"""Token counts: a documented approximation, the same for every model.

A model's real vocabulary is not public. What counts as one token here is up to six letters of a word, up to three
digits, up to two punctuation marks, or a run of white space longer than the one blank that may lead a token.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

_PIECE = re.compile(r" ?[^\W\d_]{1,6}| ?\d{1,3}| ?(?:[^\w\s]|_){1,2}|\s+")
_COUNTS_KEPT = 16
"""A text is counted for the quota, for the limits and for the bill; prompts may be long, and aren't kept after that."""


def pieces(text: str) -> Iterable[str]:
    """Cut a text into its tokens; joined, they are the text again."""
    return (match.group() for match in _PIECE.finditer(text))


def count_tokens(*texts: str) -> int:
    """Count the tokens of all texts together."""
    return sum(map(_count, texts))


@lru_cache(_COUNTS_KEPT)
def _count(text: str) -> int:
    return len(_PIECE.findall(text))


def truncate(text: str, limit: int) -> str:
    """Keep the first `limit` tokens of a text."""
    return "".join(islice(pieces(text), limit))


def chunks(text: str, size: int = 4) -> Iterator[str]:
    """Cut a text into what a model sends at a time when it streams: `size` tokens; joined, they are the text again."""
    rest = iter(pieces(text))
    while chunk := "".join(islice(rest, size)):
        yield chunk
