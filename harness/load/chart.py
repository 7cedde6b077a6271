"""Lines over time as SVG that fits any width: shapes are stretched, and labels, which mustn't be, stand beside them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from harness.load.axis import TICKS, clock, nice_ceiling, nice_step, nice_time
from harness.load.data import Series

WIDTH, HEIGHT = 1000.0, 100.0
"""Of a plot's own units."""

MOST_DOTS: Final = 1500
"""Of more single values every second, third or so is shown."""

FAR_OFF: Final = 3.0
"""A limit that is so many times above everything isn't drawn: it would press the lines down to the ground."""

Shown = Callable[[float], str]
"""A value for people."""


@dataclass(frozen=True)
class Line:
    """One line.

    Attributes:
        name: in the legend.
        series: its values; a stretch without any interrupts it.
        color: number of its colour, from 1; 0 for what should not be there at all.
    """

    name: str
    series: Series
    color: int

    @property
    def highest(self) -> float:
        """The highest value; 0 if there is none."""
        return float(self.series.values.max()) if len(self.series.values) else 0.0


@dataclass(frozen=True)
class Mark:
    """A limit.

    Attributes:
        name: what is limited.
        value: the highest or lowest that passes.
        broken: whether it didn't hold.
    """

    name: str
    value: float
    broken: bool = False


@dataclass(frozen=True)
class Tick:
    """A place on an axis: how far along, in percent, and what stands there."""

    percent: float
    label: str


@dataclass(frozen=True)
class Chart:
    """Lines that share a unit.

    Attributes:
        title: what is shown.
        about: one sentence on how to read it.
        lines: at least one.
        seconds: how long the run took.
        shown: values for people.
        marks: limits.
        step: seconds between two values of a line; after twice as many without any, a line is interrupted.
        sent: seconds into the run at which the last arrival was due.
        dots: single values behind the lines, as many as can be told apart.
    """

    title: str
    about: str
    lines: Sequence[Line]
    seconds: float
    shown: Shown
    marks: Sequence[Mark] = ()
    step: float = 1.0
    sent: float = 0.0
    dots: Series | None = None

    @property
    def top(self) -> float:
        """The value at the upper edge."""
        highest = max((line.highest for line in self.lines), default=0.0)
        if self.dots is not None and len(self.dots.values):
            highest = max(highest, float(self.dots.values.max()))
        near = [mark.value for mark in self.marks if mark.value <= FAR_OFF * highest]
        return nice_ceiling(max([highest, *near]) * 1.02)

    @property
    def drawn_marks(self) -> list[Mark]:
        """The limits that are on the plot."""
        return [mark for mark in self.marks if 0 < mark.value <= self.top]

    @property
    def y_ticks(self) -> list[Tick]:
        """The grid's lines."""
        step = nice_step(self.top / TICKS)
        values = np.arange(0.0, self.top * 1.0001, step)
        return [Tick(100 * value / self.top, self.shown(float(value))) for value in values]

    @property
    def x_ticks(self) -> list[Tick]:
        """Moments of the run."""
        step = nice_time(self.seconds / 6)
        return [Tick(100 * at / self.seconds, clock(float(at))) for at in np.arange(0.0, self.seconds, step)]

    @property
    def sent_percent(self) -> float | None:
        """Where sending ended, if the run went on for a while after it."""
        return 100 * self.sent / self.seconds if 0 < self.sent < 0.98 * self.seconds else None

    def height_of(self, value: float) -> float:
        """The vertical place of a value, from the upper edge."""
        return round(HEIGHT * (1 - min(value, self.top) / self.top), 2)

    @property
    def scatter(self) -> str:
        """The single values as SVG's path data: lines without length, which round caps show."""
        if self.dots is None:
            return ""
        every = math.ceil(len(self.dots.values) / MOST_DOTS) or 1
        kept = zip(self.dots.seconds[::every], self.dots.values[::every], strict=True)
        return "".join(f"M{WIDTH * at / self.seconds:.1f} {self.height_of(float(value)):.1f}h0" for at, value in kept)

    def path(self, line: Line) -> str:
        """A line as SVG's path data."""
        parts, before = [], -math.inf
        for at, value in zip(line.series.seconds, line.series.values, strict=True):
            command = "L" if at - before <= 2.01 * self.step else "M"
            parts.append(f"{command}{WIDTH * at / self.seconds:.1f} {self.height_of(float(value)):.1f}")
            before = float(at)
        # A single point has no length; a round cap shows it.
        return " ".join(f"{part} h0" if part.startswith("M") else part for part in parts)
