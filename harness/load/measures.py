"""How each measure that a limit can be about is taken from a run."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from harness.load.data import RunData, Series
from harness.load.profile import LATENCIES, Limit, Measure

SLICE_SECONDS: Final = 10.0
"""The stretch of time whose percentiles and rates are told when it is said since when something was wrong."""

FEWEST: Final = 5
"""Requests of a stretch below which its percentiles say nothing."""


@dataclass(frozen=True)
class Measured:
    """A measure of a whole run, and its course.

    Attributes:
        value: of the whole run; None if nothing was measured that tells.
        course: values over time.
    """

    value: float | None
    course: Series

    def first_breach(self, limit: Limit) -> float | None:
        """Seconds into the run at which the course first didn't hold; None if it always did."""
        broken = [
            at for at, value in zip(self.course.seconds, self.course.values, strict=True) if not limit.holds(value)
        ]
        return float(broken[0]) if broken else None


def measure(run: RunData, limit: Limit) -> Measured:
    """Take the measure that a limit is about."""
    if limit.measure in LATENCIES:
        return _percentile(run, limit.of, LATENCIES[limit.measure])
    return _MEASURES[limit.measure](run, limit.of)


def percentile_course(series: Series, percent: float, seconds: float = SLICE_SECONDS) -> Series:
    """The percentile of each stretch of time in which enough was measured, at the stretch's begin."""
    return _sliced(series, seconds, lambda values: float(np.percentile(values, percent)), FEWEST)


def rate_course(counts: Series, seconds: float = SLICE_SECONDS) -> Series:
    """What is counted, per second, in each stretch of time, also in those without any."""
    return _sliced(counts, seconds, lambda values: float(values.sum()) / seconds, 0)


def _sliced(series: Series, seconds: float, reduce: Callable[..., float], fewest: int) -> Series:
    if not len(series.seconds):
        return series
    order = np.argsort(series.seconds, kind="stable")
    ordered, values = series.seconds[order], series.values[order]
    begins = np.arange(0.0, ordered[-1] + 1e-9, seconds)
    edges = np.searchsorted(ordered, np.append(begins, np.inf))
    parts = [(begin, values[low:high]) for begin, low, high in zip(begins, edges[:-1], edges[1:], strict=True)]
    kept = [(begin, reduce(part)) for begin, part in parts if len(part) >= fewest]
    return Series(np.array([begin for begin, _ in kept]), np.array([value for _, value in kept]))


def _percentile(run: RunData, event: str, percent: float) -> Measured:
    latencies = run.latencies(event)
    value = float(np.percentile(latencies.values, percent)) if len(latencies.values) else None
    return Measured(value, percentile_course(latencies, percent))


def _error_rate(run: RunData, event: str) -> Measured:
    requests = sorted(run.of(event), key=lambda request: request.scheduled)
    failed = Series(
        np.array([request.scheduled - run.begun for request in requests]),
        np.array([float(bool(request.error)) for request in requests]),
    )
    value = float(failed.values.mean()) if requests else None
    return Measured(value, _sliced(failed, SLICE_SECONDS, lambda values: float(values.mean()), 1))


def _highest(names: Callable[[RunData], list[str]], run: RunData, queue: str, *, since_begin: bool = False) -> Measured:
    """The highest total of some series, and its course; `queue` narrows to one."""
    total = run.total([name for name in names(run) if queue in ("", name.removeprefix("queue "))])
    if total is None:
        return Measured(None, Series(np.array([]), np.array([])))
    values = total.values - total.values[0] if since_begin else total.values
    return Measured(float(values.max()), Series(total.seconds, values))


def _documents_per_second(run: RunData, _event: str) -> Measured:
    ended = sorted(document.ended - run.begun for document in run.documents if document.ended)
    times = Series(np.array(ended), np.ones(len(ended)))
    value = len(ended) / max(ended[-1], 1e-9) if ended else 0.0
    # Its course isn't compared with the limit: what a run begins and ends with says nothing about its throughput.
    return Measured(value, Series(times.seconds[:0], times.values[:0]))


_MEASURES: dict[Measure, Callable[[RunData, str], Measured]] = {
    "error_rate": _error_rate,
    "queue_depth": partial(_highest, lambda run: run.queues),
    "dead_letters": partial(_highest, lambda run: run.dead_letter_queues, since_begin=True),
    "throttles": partial(_highest, lambda run: ["throttles"]),
    "documents_per_second": _documents_per_second,
}
"""Those that aren't percentiles. Dead letters count from the run's begin: others may have left some before."""
