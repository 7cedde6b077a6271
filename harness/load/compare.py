"""Whether two runs differ, and whether that is more than noise.

Latencies of one run are no independent draws: a slow moment is slow for all who come in it. So it isn't single requests
that are resampled, but stretches of time (a block bootstrap): each run is put together anew, many times, from its own
stretches, and a difference is shown if it keeps its sign in nearly all of them.

Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), chapters 8 (blocks) and 13 (percentile
intervals).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from harness.load.data import Numbers, RunData
from harness.load.rows import END_TO_END

BLOCK_SECONDS: Final = 5.0
"""A stretch of time: long against a slow moment, short against a run."""

FEWEST_BLOCKS: Final = 4
"""With fewer stretches than that nothing can be said about noise."""

DRAWS: Final = 500
CONFIDENCE: Final = 0.95

SMALLEST_SHARE: Final = 0.02
"""A difference below that is none that anybody minds, however certain."""

PERCENTS: Final = (50, 95, 99)

Statistic = Callable[[Sequence[Numbers]], Numbers]
"""Figures of several stretches' values."""


@dataclass(frozen=True)
class Difference:
    """One figure of two runs.

    Attributes:
        name: of the figure.
        unit: `ms` or `%`, or nothing.
        before: in the first run.
        after: in the second.
        low: of the change, with 95 % confidence; in the figure's own unit.
        high: likewise.
        lower_is_better: which way is good.
        enough: whether both runs were long enough to tell noise.
    """

    name: str
    unit: str
    before: float
    after: float
    low: float
    high: float
    lower_is_better: bool
    enough: bool

    @property
    def change(self) -> float:
        """By how much the second is more than the first."""
        return self.after - self.before

    @property
    def shown(self) -> bool:
        """Whether the difference is more than noise, and large enough to be minded."""
        certain = self.enough and (self.low > 0 or self.high < 0)
        return certain and abs(self.change) > SMALLEST_SHARE * abs(self.before)

    @property
    def worse(self) -> bool:
        """Whether the second run is shown to be worse."""
        return self.shown and (self.change > 0) is self.lower_is_better

    @property
    def verdict(self) -> str:
        """In words."""
        if not self.enough:
            return "too short to tell"
        if not self.shown:
            return "no difference shown"
        return "worse" if self.worse else "better"


def compare(before: RunData, after: RunData, seed: int = 0) -> list[Difference]:
    """The differences between two runs: latencies of each event that both have, errors, and throughput.

    Args:
        before: the run to compare with.
        after: the run in question.
        seed: of the draws, so that the same two runs always get the same answer.
    """
    random = np.random.default_rng(seed)
    found: list[Difference] = []
    for event in (event for event in before.events if event in after.events):
        names = [f"p{percent} of {event}" for percent in PERCENTS]
        draws = _Pair(_latency_blocks(before, event), _latency_blocks(after, event), _percentiles, random)
        found += draws.differences(names, "ms")
    found += _Pair(_error_blocks(before), _error_blocks(after), _share, random).differences(["error rate"], "%")
    ends = _Pair(_end_blocks(before), _end_blocks(after), _mean, random)
    return found + ends.differences(["documents per second"], "", lower_is_better=False)


class _Pair:
    """Figures of two runs, and of many that are put together from the blocks of each."""

    def __init__(
        self,
        before: Sequence[Numbers],
        after: Sequence[Numbers],
        statistic: Statistic,
        random: np.random.Generator,
    ) -> None:
        self._before, self._after = statistic(before), statistic(after)
        changes = _draws(after, statistic, random) - _draws(before, statistic, random)
        tails = [100 * (1 - CONFIDENCE) / 2, 100 * (1 + CONFIDENCE) / 2]
        self._low, self._high = np.percentile(changes, tails, axis=0)
        self._enough = min(len(before), len(after)) >= FEWEST_BLOCKS

    def differences(self, names: Sequence[str], unit: str, *, lower_is_better: bool = True) -> list[Difference]:
        """One for each figure."""
        rows = zip(names, self._before, self._after, self._low, self._high, strict=True)
        return [
            Difference(
                name,
                unit,
                float(before),
                float(after),
                float(low),
                float(high),
                lower_is_better=lower_is_better,
                enough=self._enough,
            )
            for name, before, after, low, high in rows
        ]


def _draws(blocks: Sequence[Numbers], statistic: Statistic, random: np.random.Generator) -> NDArray[np.float64]:
    """The figures of many runs that are put together from the blocks of one."""
    choices = random.integers(0, len(blocks), (DRAWS, len(blocks)))
    return np.array([statistic([blocks[index] for index in choice]) for choice in choices])


def _percentiles(blocks: Sequence[Numbers]) -> Numbers:
    return np.array(np.percentile(np.concatenate(blocks), PERCENTS))


def _mean(blocks: Sequence[Numbers]) -> Numbers:
    return np.array([np.concatenate(blocks).mean()])


def _share(blocks: Sequence[Numbers]) -> Numbers:
    return 100 * _mean(blocks)


def _latency_blocks(run: RunData, event: str) -> list[Numbers]:
    latencies = run.latencies(event)
    return _blocks(latencies.seconds, latencies.values)


def _error_blocks(run: RunData) -> list[Numbers]:
    seconds = np.array([request.scheduled - run.begun for request in run.requests])
    return _blocks(seconds, np.array([float(bool(request.error)) for request in run.requests]))


def _end_blocks(run: RunData) -> list[Numbers]:
    """Ends of documents in each second, stretch by stretch."""
    ends = [request.ended - run.begun for request in run.requests if request.event == END_TO_END]
    per_second = np.bincount(np.array(ends, dtype=int), minlength=1).astype(float)
    return _blocks(np.arange(len(per_second), dtype=float), per_second)


def _blocks(seconds: Numbers, values: Numbers) -> list[Numbers]:
    number = (seconds // BLOCK_SECONDS).astype(int)
    return [values[number == block] for block in np.unique(number)]
