"""Few rows out of many hops: one document reads like a story, a thousand like a summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from harness.report.scenario.hop import Hop
from harness.report.scenario.participants import Participant

MOST_ROWS: Final = 80
"""Rows that still read well."""

WINDOWS: Final = (1.0, 10.0, 120.0, 3600.0)
"""Seconds within which equal hops become one row: the first that makes few enough rows is taken."""

MOMENTS_KEPT: Final = 6
"""Times that a row tells one by one."""


@dataclass(frozen=True)
class Note:
    """Something that concerns everybody: a step of the scenario, an alarm, a behaviour.

    Attributes:
        at: when.
        sort: `step`, `alarm`, `calm` or `behaviour`.
        text: what.
        tick: orders what is simultaneous.
    """

    at: datetime
    sort: str
    text: str
    tick: float = 0.0


@dataclass
class Group:
    """Equal hops.

    Attributes:
        first: the first of them.
        last: time of the last of them.
        count: how many they are.
        moments: times of the first few.
    """

    first: Hop
    last: datetime
    count: int
    moments: list[datetime]

    @property
    def at(self) -> datetime:
        """When it began."""
        return self.first.at

    @property
    def tick(self) -> float:
        """Orders what is simultaneous."""
        return self.first.tick

    def add(self, hop: Hop) -> None:
        """One more of the same."""
        self.last, self.count = hop.at, self.count + 1
        if len(self.moments) < MOMENTS_KEPT:
            self.moments.append(hop.at)


Key = tuple[Participant, Participant, str, str]


def condense(hops: Sequence[Hop], notes: Sequence[Note], most: int = MOST_ROWS) -> list[Group]:
    """Equal hops of a time together, in the order in which they began.

    A step of the scenario begins a new time, so that each step shows what it caused. Rather than give that up, twice as
    many rows are taken; where they don't do either, hops are counted across steps, and at last over the whole run.
    Routine always is.

    Args:
        hops: oldest first.
        notes: oldest first.
        most: how many rows there should be.
    """
    steps = [note.tick for note in notes if note.sort == "step"]
    for rows, starts in ((most, steps), (2 * most, steps), (2 * most, [])):
        for window in WINDOWS:
            groups = _group(hops, starts, timedelta(seconds=window))
            if len(groups) <= rows:
                return groups
    return _group(hops, [], None)


def _group(hops: Sequence[Hop], steps: Sequence[float], window: timedelta | None) -> list[Group]:
    groups: list[Group] = []
    latest: dict[Key, Group] = {}
    routine: dict[Key, Group] = {}
    coming = iter(steps)
    step = next(coming, None)
    for hop in hops:
        while step is not None and hop.tick >= step:
            latest.clear()
            step = next(coming, None)
        key = (hop.source, hop.target, hop.label, hop.error)
        known = routine if hop.routine else latest
        group = known.get(key)
        if group and (window is None or hop.routine or hop.at - group.last <= window):
            group.add(hop)
        else:
            known[key] = Group(hop, hop.at, 1, [hop.at])
            groups.append(known[key])
    return groups
