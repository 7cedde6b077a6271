"""The functions of metric math. Source: CloudWatch User Guide, "Using metric math", "Functions"."""

import itertools
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from harness.engine.plugins.cloudwatch.points import Points, combined

Value = float | str | Points | list[Points]
"""What functions take and give: a number, a text, a time series, or several time series."""

UNSUPPORTED = re.compile(
    "ANOMALY_DETECTION_BAND|DATAPOINT_COUNT|DATE|DAY|DB_PERF_INSIGHTS|DIFF_TIME|EPOCH|FIRST|HOUR|INSIGHT_RULE_METRIC|"
    "LAMBDA|LAST|LOG|LOG10|METRIC_COUNT|MINUTE|MONTH|REMOVE_EMPTY|RUNNING_SUM|SEARCH|SERVICE_QUOTA|SLICE|SORT|STDDEV|"
    "TIME_SERIES|YEAR"
)
"""Functions that CloudWatch has and that aren't emulated."""


class ExpressionError(Exception):
    """An expression that CloudWatch would refuse."""


@dataclass(frozen=True)
class Scope:
    """What functions know beside their arguments.

    Args:
        periods: the epoch second at which each period of the time in question begins.
        period: seconds.
        metrics: all time series that aren't expressions, by id.
    """

    periods: Sequence[int]
    period: int
    metrics: dict[str, Points]


def call(name: str, arguments: list[Value], scope: Scope) -> Value:
    """The result of a function.

    Raises:
        ExpressionError: there is no such function, or it doesn't take these arguments.
    """
    try:
        return FUNCTIONS[name](scope, *arguments)
    except (KeyError, TypeError, AttributeError) as error:
        raise ExpressionError(f"{name} doesn't take these arguments: {error}") from error


def _reducing(reduce: Callable[[list[float]], float]) -> Callable[..., Value]:
    def function(_scope: Scope, series: Value) -> Value:
        """Of one time series a number; of several a time series."""
        if isinstance(series, dict):
            return reduce(list(series.values())) if series else {}
        if isinstance(series, list):
            moments = sorted({at for points in series for at in points})
            return {at: reduce([points[at] for points in series if at in points]) for at in moments}
        raise ExpressionError("a number where a metric is expected")

    return function


def _each(compute: Callable[[float], float]) -> Callable[..., Value]:
    def function(_scope: Scope, series: float | Points) -> Value:
        return combined(lambda value, _: compute(value), series, 0)

    return function


def _if(_scope: Scope, condition: float | Points, then: float | Points, otherwise: float | Points = {}) -> Value:  # noqa: B006 - never changed
    if not isinstance(condition, dict):
        return then if condition else otherwise
    chosen = {at: (then if holds else otherwise) for at, holds in condition.items()}
    values = {at: value.get(at) if isinstance(value, dict) else value for at, value in chosen.items()}
    return {at: value for at, value in values.items() if value is not None}


def _fill(scope: Scope, series: Points, filler: float | str | Points) -> Value:
    if filler == "LINEAR":
        raise NotImplementedError("CloudWatch's FILL(…, LINEAR) is not emulated.")
    filled: Points = {}
    last = None
    for at in scope.periods:
        value = series.get(at, last if filler == "REPEAT" else _at(filler, at))
        last = value
        if value is not None:
            filled[at] = value
    return filled


def _at(filler: float | str | Points, moment: int) -> float | None:
    if isinstance(filler, str):
        raise ExpressionError(f"FILL doesn't know {filler}")
    return filler.get(moment) if isinstance(filler, dict) else filler


def _difference(_scope: Scope, series: Points) -> Value:
    return {later: series[later] - series[earlier] for earlier, later in itertools.pairwise(series)}


def _rate(_scope: Scope, series: Points) -> Value:
    return {
        later: (series[later] - series[earlier]) / (later - earlier) for earlier, later in itertools.pairwise(series)
    }


def _metrics(scope: Scope, part_of_id: str = "") -> Value:
    return [points for name, points in scope.metrics.items() if part_of_id in name]


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "ABS": _each(abs),
    "AVG": _reducing(lambda values: sum(values) / len(values)),
    "CEIL": _each(math.ceil),
    "DIFF": _difference,
    "FILL": _fill,
    "FLOOR": _each(math.floor),
    "IF": _if,
    "MAX": _reducing(max),
    "METRICS": _metrics,
    "MIN": _reducing(min),
    "PERIOD": lambda scope, _series: float(scope.period),
    "RATE": _rate,
    "SUM": _reducing(sum),
}
