"""The timeline picture: tracks below one another, placed along the axis."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from harness.report.scenario.axis import Axis, Fold, Tick
from harness.report.scenario.fitting import fit
from harness.report.scenario.lanes import Bar, Lane, Level, Mark, Track

LANE_HEIGHT: Final = 22
LEVELS_HEIGHT: Final = 56
PADDING: Final = 9
"""Pixels of a lane, of a track that counts, and above and below each track."""

MARK_WIDTH: Final = 15.0
"""Pixels from one sign to the next."""

THINNEST: Final = 3.0
"""Pixels of a bar at least: in virtual time, much lasts no time at all."""


@dataclass(frozen=True)
class DrawnBar:
    """A bar, in pixels of its track. `text` is what has room in it."""

    x: float
    y: float
    width: float
    sort: str
    text: str
    title: str


@dataclass(frozen=True)
class DrawnMark:
    """A mark, in pixels of its track."""

    x: float
    y: float
    sort: str
    text: str
    title: str


@dataclass(frozen=True)
class DrawnTrack:
    """A track.

    Attributes:
        track: what it is about.
        y: its upper edge.
        height: in pixels.
        bars: of it.
        marks: of it.
        outline: points of the polygon that shows how many there are; empty where there are lanes.
        most: how many there are at most.
    """

    track: Track
    y: float
    height: float
    bars: list[DrawnBar]
    marks: list[DrawnMark]
    outline: str
    most: int


@dataclass(frozen=True)
class Chart:
    """The picture, in pixels."""

    width: float
    height: float
    ticks: list[Tick]
    folds: list[Fold]
    tracks: list[DrawnTrack]


def draw(tracks: Sequence[Track], axis: Axis) -> Chart:
    """Lay the picture out.

    Args:
        tracks: in their order.
        axis: that knows the moments of all.
    """
    drawn: list[DrawnTrack] = []
    y = 0.0
    for track in tracks:
        drawn.append(_track(track, axis, y))
        y += drawn[-1].height
    return Chart(axis.width, y + PADDING, axis.ticks(), axis.folds(), drawn)


def _track(track: Track, axis: Axis, y: float) -> DrawnTrack:
    content = LEVELS_HEIGHT if track.levels else LANE_HEIGHT * max(len(track.lanes), 1)
    most = max((level.count for level in track.levels), default=0)
    return DrawnTrack(
        track=track,
        y=y,
        height=content + 2 * PADDING,
        bars=[bar for number, lane in enumerate(track.lanes) for bar in _bars(lane, _middle(y, number), axis)],
        marks=[mark for number, lane in enumerate(track.lanes) for mark in _marks(lane, _middle(y, number), axis)],
        outline=_outline(track.levels, most, axis, y + PADDING),
        most=most,
    )


def _middle(y: float, lane: int) -> float:
    return y + PADDING + LANE_HEIGHT * (lane + 0.5)


def _bars(lane: Lane, y: float, axis: Axis) -> Iterator[DrawnBar]:
    for bar in (bar for life in lane.lives for bar in life.bars):
        x, width = _extent(bar, axis)
        yield DrawnBar(x, y, width, bar.sort, fit(bar.text, width - 8), bar.title)


def _extent(bar: Bar, axis: Axis) -> tuple[float, float]:
    x = axis.x(bar.start)
    return x, round(max(axis.x(bar.end) - x, THINNEST), 2)


def _marks(lane: Lane, y: float, axis: Axis) -> Iterator[DrawnMark]:
    """Signs that would cover one another stand side by side."""
    marks: list[Mark] = [mark for life in lane.lives for mark in life.marks]
    free = float("-inf")
    for mark in marks:
        x = axis.x(mark.at)
        if mark.text:
            x = max(x, free)
            free = round(x + MARK_WIDTH, 2)
        yield DrawnMark(x, y, mark.sort, mark.text, mark.title)


def _outline(levels: Sequence[Level], most: int, axis: Axis, y: float) -> str:
    if not levels:
        return ""
    bottom = y + LEVELS_HEIGHT
    points = [(axis.x(levels[0].at), bottom)]
    for level in levels:
        x = axis.x(level.at)
        points += [(x, points[-1][1]), (x, round(bottom - LEVELS_HEIGHT * level.count / (most or 1), 2))]
    return " ".join(f"{x:g},{height:g}" for x, height in [*points, (points[-1][0], bottom)])
