"""When arrivals come: fixed before the first of them, so that a slow system can't slow its own load."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from harness.load.profile import Phase, Spacing

Times = NDArray[np.floating[Any]]
"""Seconds since the load's begin, ascending."""


def arrival_times(phases: Sequence[Phase], spacing: Spacing, seed: int) -> Times:
    """The time of every arrival.

    Args:
        phases: one after the other.
        spacing: `even` puts exactly `rate * seconds` arrivals into a phase, each in the middle of its share of it;
            `poisson` draws independent arrivals, so that their number varies like its square root.
        seed: same seed, same times on every machine.
    """
    random = np.random.default_rng(seed)
    begin, parts = 0.0, []
    for phase in phases:
        parts.append(np.full(phase.at_once, begin))
        parts.append(begin + _within(phase, spacing, random))
        begin += phase.seconds
    return np.concatenate(parts)


def share(times: Times, worker: int, workers: int) -> list[tuple[int, float]]:
    """Number and time of the arrivals that fall to one of several workers: every `workers`-th, like dealt cards."""
    return [(index, float(times[index])) for index in range(worker, len(times), workers)]


def _within(phase: Phase, spacing: Spacing, random: np.random.Generator) -> Times:
    expected = phase.rate * phase.seconds
    if spacing == "even":
        count = round(expected)
        return (np.arange(count) + 0.5) * (phase.seconds / max(count, 1))
    # Given their number, the arrivals of a Poisson process are spread uniformly.
    return np.sort(random.uniform(0.0, phase.seconds, random.poisson(expected)))
