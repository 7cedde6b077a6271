"""Which document each arrival brings: drawn from the seed and the arrival's number, so that any worker knows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import Final

from harness.load.profile import Documents

NEAREST_ORIGINAL: Final = 10
"""A duplicate repeats an upload from at least so many arrivals before: senders retry after a while, not at once."""

FARTHEST_ORIGINAL: Final = 60
"""And from so many at most, as far as that one was an original itself."""


@dataclass(frozen=True)
class Planned:
    """What an arrival brings.

    Attributes:
        index: the arrival's number.
        original: number of the arrival that brought this document first; its own unless it is a duplicate.
        kind: of the document, or of what is wrong with it.
        bad: whether it can't be processed.
    """

    index: int
    original: int
    kind: str
    bad: bool = False

    @property
    def duplicate(self) -> bool:
        """Whether an earlier arrival brought the same content under the same key."""
        return self.original != self.index


class Mix:
    """Draws documents.

    Args:
        documents: shares and weights.
        flaws: the kinds of bad documents that there are.
        seed: same seed, same documents.
    """

    def __init__(self, documents: Documents, flaws: Sequence[str], seed: int) -> None:
        self._documents = documents
        self._flaws = flaws
        self._seed = seed

    def planned(self, index: int) -> Planned:
        """What the arrival of that number brings."""
        first = self._drawn(index)
        original = self._original_before(first) if first.duplicate else index
        if original is None:
            return Planned(index, index, first.kind)
        return Planned(index, original, self._drawn(original).kind, first.bad)

    def _original_before(self, drawn: "Planned") -> int | None:
        candidates = range(drawn.original, max(-1, drawn.index - FARTHEST_ORIGINAL - 1), -1)
        return next((index for index in candidates if self._is_sound_original(index)), None)

    def _is_sound_original(self, index: int) -> bool:
        drawn = self._drawn(index)
        return not drawn.duplicate and not drawn.bad

    def _drawn(self, index: int) -> Planned:
        """What chance alone says; a duplicate's original is where to begin looking for one."""
        random = Random(f"{self._seed}/{index}")
        fate = random.random()
        kind = random.choices(self._kinds, cum_weights=self._weights)[0]
        if fate < self._documents.bad:
            return Planned(index, index, random.choice(self._flaws), bad=True)
        if fate < self._documents.bad + self._documents.duplicates:
            return Planned(index, index - random.randint(NEAREST_ORIGINAL, FARTHEST_ORIGINAL), kind)
        return Planned(index, index, kind)

    @cached_property
    def _kinds(self) -> list[str]:
        return list(self._documents.kinds)

    @cached_property
    def _weights(self) -> list[float]:
        return list(accumulate(self._documents.kinds.values()))
