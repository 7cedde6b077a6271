"""Statistics of what was observed, period by period."""

import math
import re
from collections.abc import Callable, Iterable, Sequence

from harness.engine.plugins.cloudwatch.observations import Observation

Observations = Sequence[Observation]

BASIC: dict[str, Callable[[Observations], float]] = {
    "SampleCount": lambda seen: sum(one.samples for one in seen),
    "Sum": lambda seen: sum(one.total for one in seen),
    "Average": lambda seen: sum(one.total for one in seen) / sum(one.samples for one in seen),
    "Minimum": lambda seen: min(one.minimum for one in seen),
    "Maximum": lambda seen: max(one.maximum for one in seen),
}
"""Those for which the sum, the extremes and the number of all values are enough."""

PERCENTILE = re.compile(r"p(\d{1,2}(?:\.\d{1,10})?|100)")
OTHERS = re.compile(r"(tm|wm|tc|ts|pr)[\d.]*|(TM|WM|TC|TS|PR)\(.*\)|IQM")

MINUTE = 60


class UnknownStatisticError(Exception):
    """CloudWatch has no such statistic."""


def statistic(name: str) -> Callable[[Observations], float]:
    """The function that computes a statistic of at least one observation.

    Args:
        name: CloudWatch's name, e.g. `Sum` or `p99`.

    Raises:
        UnknownStatisticError: CloudWatch doesn't know it.
        NotImplementedError: CloudWatch knows it, and it isn't emulated.
    """
    if name in BASIC:
        return BASIC[name]
    if percentile := PERCENTILE.fullmatch(name):
        share = float(percentile[1]) / 100
        return lambda seen: _percentile(seen, share)
    if OTHERS.fullmatch(name):
        raise NotImplementedError(f"CloudWatch's statistic {name} is not emulated.")
    raise UnknownStatisticError(name)


def aligned(moment: int, period: int) -> int:
    """The beginning of the minute, or of the shorter period, in which a moment lies: there, CloudWatch begins."""
    return moment - moment % min(period, MINUTE)


def by_period(
    seen: Iterable[Observation], compute: Callable[[Observations], float], start: int, period: int
) -> dict[int, float]:
    """A statistic of each period in which something was observed, by the period's first second, in order of time.

    Args:
        seen: what was observed from `start` on.
        compute: the statistic.
        start: epoch seconds at which the first period begins.
        period: seconds.
    """
    periods: dict[int, list[Observation]] = {}
    for one in seen:
        periods.setdefault(one.at - (one.at - start) % period, []).append(one)
    return {
        first: compute(observed) for first, observed in sorted(periods.items()) if any(one.samples for one in observed)
    }


def _percentile(seen: Observations, share: float) -> float:
    """By nearest rank. Of values that are known as a sum only, each counts as their average."""
    ranked = sorted((one.total / one.samples, one.samples) for one in seen if one.samples)
    wanted = max(1, math.ceil(share * sum(count for _, count in ranked)))
    passed = 0.0
    for value, count in ranked:
        passed += count
        if passed >= wanted:
            return value
    return ranked[-1][0]
