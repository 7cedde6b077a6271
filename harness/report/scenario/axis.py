"""The axis of time: where much happens it is drawn to scale, and where nothing happens it is folded."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import log10
from typing import Final

from harness.report.scenario.times import since, spell

SCALE: Final = 26.0
"""Pixels of a second, up to the first; a longer gap grows with its logarithm, so that hours fit."""

GROWTH: Final = 22.0
"""Pixels by which a gap ten times as long is longer."""

NARROWEST, WIDEST = 1060.0, 3200.0
"""Pixels of the whole axis."""

MARGIN: Final = 14.0
"""Pixels before the first moment and after the last."""

TICK_GAP: Final = 66.0
"""Pixels between two labels."""

FOLDED_SECONDS: Final = 5.0
"""Seconds of a gap that is shown as folded."""


@dataclass(frozen=True)
class Tick:
    """A labelled moment."""

    x: float
    label: str


@dataclass(frozen=True)
class Fold:
    """Time in which nothing happened, and that isn't drawn to scale."""

    x1: float
    x2: float
    label: str


class Axis:
    """Places moments from left to right.

    Args:
        began: what is counted from.
        moments: of whatever is to be drawn, in any order; between two of them time is drawn evenly.
        notable: those of them that a reader looks for; they are labelled first.
    """

    def __init__(self, began: datetime, moments: Iterable[datetime], notable: Iterable[datetime] = ()) -> None:
        self._began = began
        self._notable = {(at - began).total_seconds() for at in notable}
        self._seconds = sorted({(at - began).total_seconds() for at in moments} | {0.0})
        widths = [_width(later - earlier) for earlier, later in pairwise(self._seconds)]
        whole = sum(widths)
        factor = min(max(whole, NARROWEST), WIDEST) / whole if whole else 1.0
        self._places = [MARGIN]
        for width in widths:
            self._places.append(self._places[-1] + width * factor)
        self.width = max(self._places[-1] + MARGIN, NARROWEST)

    def x(self, at: datetime) -> float:
        """Where a moment is, in pixels from the left; never beyond the ends."""
        seconds = (at - self._began).total_seconds()
        place = bisect_right(self._seconds, seconds)
        if place == 0:
            return self._places[0]
        if place == len(self._seconds):
            return self._places[-1]
        before, after = self._seconds[place - 1], self._seconds[place]
        part = (seconds - before) / (after - before)
        return round(self._places[place - 1] + part * (self._places[place] - self._places[place - 1]), 2)

    def ticks(self) -> list[Tick]:
        """Labelled moments as far as there is room: the begin, notable ones, those before which nothing happened for
        long."""
        gaps = [0.0, *(later - earlier for earlier, later in pairwise(self._seconds))]
        chosen: list[int] = []

        def rank(number: int) -> tuple[bool, bool, float]:
            return number > 0, self._seconds[number] not in self._notable, -gaps[number]

        for number in sorted(range(len(gaps)), key=rank):
            if all(abs(self._places[number] - self._places[other]) >= TICK_GAP for other in chosen):
                chosen.append(number)
        return [Tick(round(self._places[number], 2), self._label(number)) for number in sorted(chosen)]

    def folds(self) -> list[Fold]:
        """The gaps that aren't drawn to scale."""
        gaps = zip(pairwise(self._seconds), pairwise(self._places), strict=True)
        return [
            Fold(round(x1, 2), round(x2, 2), spell(later - earlier))
            for (earlier, later), (x1, x2) in gaps
            if later - earlier >= FOLDED_SECONDS
        ]

    def _label(self, number: int) -> str:
        return since(self._began, self._began + timedelta(seconds=self._seconds[number]))


def _width(seconds: float) -> float:
    return SCALE * seconds if seconds <= 1 else SCALE + GROWTH * log10(seconds)
