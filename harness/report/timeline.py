"""The time between hops, placed on a line from 0 to 100 %."""

from collections.abc import Mapping
from dataclasses import dataclass

from harness.submit.hops import FAILED, HOPS, Hop


@dataclass(frozen=True)
class Segment:
    """The way from one hop to the next.

    Attributes:
        hop: the one that was reached at its end.
        milliseconds: how long it took.
        start: where it begins on the line, in percent.
        width: its length on the line, in percent.
    """

    hop: Hop
    milliseconds: int
    start: float
    width: float

    @property
    def over_budget(self) -> bool:
        """Whether it took longer than allowed."""
        return self.hop.budget_ms is not None and self.milliseconds > self.hop.budget_ms


def segments(timings: Mapping[str, int]) -> list[Segment]:
    """The segments between the hops that were reached.

    Args:
        timings: milliseconds from the begin of the upload to each hop, by the hop's name.
    """
    reached = [hop for hop in (*HOPS, FAILED) if hop.name in timings]
    whole = max(timings.values(), default=0) or 1
    found, before = [], 0
    for hop in reached:
        # Clocks of two machines may differ: a hop can't end before it began.
        now = max(before, timings[hop.name])
        found.append(Segment(hop, now - before, 100 * before / whole, 100 * (now - before) / whole))
        before = now
    return found
