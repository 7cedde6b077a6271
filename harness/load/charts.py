"""Which charts a run's page has."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from harness.load.axis import dollars, duration, number
from harness.load.chart import Chart, Line, Mark, Shown
from harness.load.data import RunData, Series
from harness.load.finding import Finding
from harness.load.measures import percentile_course, rate_course
from harness.load.profile import LATENCIES, Limit, Measure
from harness.load.rows import END_TO_END, REFUSAL

POINTS: Final = 60
"""About as many points of a line that is made of stretches of time."""

ENOUGH: Final = 12
"""Requests in each stretch on average, if its percentiles are to say something."""

COLORS: Final = 6
"""So many lines can be told apart."""


def charts_of(run: RunData, findings: Sequence[Finding]) -> list[Chart]:
    """Every chart for which something was measured."""
    drawing = _Drawing(run, findings)
    latencies = map(drawing.latency, reversed(run.events))
    found = [*latencies, drawing.rate(), drawing.queues(), drawing.concurrency(), drawing.backlog(), drawing.bill()]
    return [chart for chart in found if any(len(line.series.values) for line in chart.lines)]


class _Drawing:
    def __init__(self, run: RunData, findings: Sequence[Finding]) -> None:
        self._run = run
        self._findings = findings
        self._stretch = max(1.0, run.seconds / POINTS)
        due = [request.scheduled for request in run.requests if request.event not in (END_TO_END, REFUSAL)]
        self._sent = max(due, default=run.begun) - run.begun

    def latency(self, event: str) -> Chart:
        latencies = self._run.latencies(event)
        stretch = max(self._stretch, ENOUGH * self._run.seconds / max(len(latencies.values), 1))
        lines = [
            Line(
                measure.removesuffix("_ms"),
                self._centred(percentile_course(latencies, percent, stretch), stretch),
                color,
            )
            for color, (measure, percent) in enumerate(LATENCIES.items(), start=1)
        ]
        about = "Latency by the moment at which each was due, waiting included. A dot is a single one."
        chart = self._chart(event, about, lines, self._marks(*LATENCIES, of=event), duration, stretch)
        return replace(chart, lines=[line for line in lines if len(line.series.values)], dots=latencies)

    def rate(self) -> Chart:
        run = self._run
        sent = [request.scheduled for request in run.requests if request.event not in (END_TO_END, REFUSAL)]
        ended = [request.ended for request in run.requests if request.event in (END_TO_END, REFUSAL)]
        errors = self._rate([request.ended for request in run.requests], [bool(each.error) for each in run.requests])
        lines = [
            Line("due", self._rate(sent), 2),
            Line("documents ended", self._rate(ended), 1),
            Line("errors", errors, 0),
        ]
        about = "Per second. A system that keeps up ends as many as are due, without errors."
        marks = self._marks("documents_per_second")
        kept = [line for line in lines if len(line.series.values)]
        return self._chart("Rate", about, kept, marks, number, self._stretch)

    def queues(self) -> Chart:
        lines = [*self._lines(self._run.queues, "queue "), *self._dead(self._run.dead_letter_queues)]
        about = "Messages that wait, are delayed or in somebody's hands."
        return self._chart("Queues", about, lines, self._marks("queue_depth"), number)

    def concurrency(self) -> Chart:
        functions = [name for name in self._run.series if name.startswith("concurrency ")]
        lines = self._lines(functions, "concurrency ")
        return self._chart("Functions at work", "Concurrency of each Lambda function.", lines, (), number)

    def backlog(self) -> Chart:
        jobs = [name for name in self._run.series if name.endswith(" jobs")]
        waiting = [name for name in self._run.series if name.startswith("waiting ")]
        lines = [*self._lines(jobs, ""), *self._lines(waiting, "waiting ", first=2, for_="events for ")]
        about = "Textract's jobs in progress, and asynchronous events that wait for a function."
        return self._chart("Jobs and events that wait", about, lines, (), number)

    def bill(self) -> Chart:
        ended = sorted((each.ended - self._run.begun, each.ai_usd) for each in self._run.documents if each.ended)
        at, usd = (np.array(column, dtype=float) for column in (list(zip(*ended, strict=True)) or ((), ())))
        lines = [Line("Textract and Bedrock", Series(at, np.cumsum(usd)), 1)]
        about = "What ended documents would have cost on AWS by then, at list prices: nearly the whole bill."
        return self._chart("Cost", about, lines, (), dollars, step=self._run.seconds)

    def _chart(
        self, title: str, about: str, lines: Sequence[Line], marks: Sequence[Mark], shown: Shown, step: float = 3.0
    ) -> Chart:
        return Chart(title, about, lines, self._run.seconds or 1.0, shown, marks, step, self._sent)

    def _lines(self, names: Sequence[str], prefix: str, first: int = 1, for_: str = "") -> list[Line]:
        """Those that ever were more than nothing, the highest first."""
        series = {name: self._during(self._run.series[name]) for name in names}
        high = sorted(
            (name for name in names if series[name].values.any()), key=lambda name: -series[name].values.max()
        )
        return [
            Line(for_ + name.removeprefix(prefix), series[name], (first - 1 + index) % COLORS + 1)
            for index, name in enumerate(high)
        ]

    def _dead(self, names: Sequence[str]) -> list[Line]:
        """Dead letters are always shown: that there are none is worth knowing."""
        total = self._run.total(names)
        return [Line("dead letters", self._during(total), 0)] if total else []

    def _during(self, series: Series) -> Series:
        """The part of it that falls into the run: the engine is looked at before and after, too."""
        inside = (series.seconds >= 0) & (series.seconds <= self._run.seconds)
        return Series(series.seconds[inside], series.values[inside])

    def _rate(self, times: Sequence[float], counted: Sequence[bool] | None = None) -> Series:
        seconds = np.array(times, dtype=float) - self._run.begun
        values = np.ones(len(seconds)) if counted is None else np.array(counted, dtype=float)
        return self._centred(rate_course(Series(seconds, values), self._stretch), self._stretch)

    def _centred(self, series: Series, stretch: float) -> Series:
        """What is said of a stretch of time stands in its middle, as far as the run lasts."""
        ends = np.minimum(series.seconds + stretch, self._run.seconds)
        return Series((series.seconds + ends) / 2, series.values)

    def _marks(self, *measures: Measure, of: str = "") -> list[Mark]:
        found = [each for each in self._findings if each.limit.measure in measures and each.limit.of == of]
        return [Mark(each.name, _bound(each.limit), broken=not each.held) for each in found]


def _bound(limit: Limit) -> float:
    return limit.at_most if limit.at_most is not None else limit.at_least or 0.0
