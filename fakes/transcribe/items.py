"""Cuts what is said into the items of a transcript: pronounced words with their times, and punctuation."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fakes.media.media import Cue

_PUNCTUATION = ".,?!"
_BEFORE = re.compile(r"^[^\w$€£+@&]+")
_BEHIND = re.compile(r"[^\w%]+$")
"""What isn't pronounced at the beginning and at the end of a word, such as quotation marks."""

_LEAST_CONFIDENCE = 0.85


@dataclass(frozen=True, slots=True)
class Item:
    """A word, or a punctuation mark, which has no time of its own.

    Attributes:
        text: without white space.
        confidence: 0 to 1; punctuation has 0.
        start: seconds; for punctuation that of the end of the word before.
        end: seconds.
        pronounced: it is a word.
    """

    text: str
    confidence: float
    start: float
    end: float
    pronounced: bool = True


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one speaker says in one go. `first` is the number of its first item in the transcript."""

    speaker: str | None
    first: int
    items: tuple[Item, ...]

    @property
    def start(self) -> float:
        """Seconds."""
        return self.items[0].start

    @property
    def end(self) -> float:
        """Seconds."""
        return self.items[-1].end

    @property
    def text(self) -> str:
        """The words with spaces, the punctuation at the words."""
        return "".join(f" {item.text}" if item.pronounced else item.text for item in self.items).strip()


def utterances(cues: Sequence[Cue]) -> list[Utterance]:
    """Cut cues into items, leaving out what holds no word."""
    result: list[Utterance] = []
    count = 0
    for cue in cues:
        items = tuple(_items(cue))
        if items:
            result.append(Utterance(cue.speaker, count, items))
            count += len(items)
    return result


def _items(cue: Cue) -> Iterator[Item]:
    """Words take a time in proportion to their length."""
    words = [(word, mark) for word, mark in map(_split, cue.text.split()) if word]
    letters = sum(len(word) + 1 for word, _ in words)
    position = 0
    for word, mark in words:
        start = _at(cue, position / letters)
        position += len(word) + 1
        end = _at(cue, position / letters)
        yield Item(word, _confidence(word, start), start, end)
        if mark:
            yield Item(mark, 0.0, end, end, pronounced=False)


def _split(token: str) -> tuple[str, str]:
    """A word without what isn't pronounced, and the punctuation mark behind it."""
    bare = _BEFORE.sub("", token)
    word = _BEHIND.sub("", bare)
    mark = next((sign for sign in bare[len(word) :] if sign in _PUNCTUATION), "")
    return word, mark


def _at(cue: Cue, share: float) -> float:
    """Milliseconds are as fine as Transcribe tells times."""
    return round(cue.start + (cue.end - cue.start) * share, 3)


def _confidence(word: str, start: float) -> float:
    """Differs from word to word, and is always the same for the same word at the same time."""
    share = hashlib.sha256(f"{word}@{start}".encode()).digest()[0] / 255
    return round(_LEAST_CONFIDENCE + (1 - _LEAST_CONFIDENCE) * share, 3)
