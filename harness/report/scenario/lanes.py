"""Lanes of the timeline: bars and marks, which share a lane where they don't overlap."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Bar:
    """Something that lasts.

    Attributes:
        start: when it begins.
        end: when it ends.
        sort: what it is; the style's name.
        text: written into it where there is room.
        title: all about it.
    """

    start: datetime
    end: datetime
    sort: str
    text: str = ""
    title: str = ""


@dataclass(frozen=True)
class Mark:
    """Something that happens at a moment.

    Attributes:
        at: when.
        sort: what it is; the style's name.
        text: a character or two in it.
        title: all about it.
    """

    at: datetime
    sort: str
    text: str = ""
    title: str = ""


@dataclass
class Life:
    """Something with a begin and an end, drawn in one lane: a message, an invocation, an execution.

    Attributes:
        start: when it begins.
        end: when it is over.
        bars: of it.
        marks: of it.
    """

    start: datetime
    end: datetime
    bars: list[Bar] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


@dataclass
class Lane:
    """Lives one after the other."""

    lives: list[Life] = field(default_factory=list)


@dataclass(frozen=True)
class Level:
    """How many there are from a moment on."""

    at: datetime
    count: int


@dataclass(frozen=True)
class Track:
    """What concerns one resource: lanes, or, where these are too many, how many there are at a time.

    Attributes:
        sort: of the resource.
        name: of the resource.
        about: a summary.
        lanes: one below the other.
        levels: instead of lanes.
        bad: whether something went wrong in it.
    """

    sort: str
    name: str
    about: str = ""
    lanes: Sequence[Lane] = ()
    levels: Sequence[Level] = ()
    bad: bool = False


def pack(lives: Sequence[Life]) -> list[Lane]:
    """As few lanes as are needed, each life in the first one that is free.

    Args:
        lives: in the order of their begins.
    """
    lanes: list[Lane] = []
    for life in lives:
        free = next((lane for lane in lanes if lane.lives[-1].end < life.start), None)
        if free is None:
            free = Lane()
            lanes.append(free)
        free.lives.append(life)
    return lanes


def levels(lives: Sequence[Life]) -> list[Level]:
    """How many live at a time, at each moment at which that changes."""
    changes: dict[datetime, int] = {}
    for life in lives:
        changes[life.start] = changes.get(life.start, 0) + 1
        changes[life.end] = changes.get(life.end, 0) - 1
    found, count = [], 0
    for at, change in sorted(changes.items()):
        count += change
        found.append(Level(at, count))
    return found
