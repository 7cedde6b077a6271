"""One thing that somebody did to somebody."""

from dataclasses import dataclass
from datetime import datetime

from harness.report.scenario.participants import Participant


@dataclass(frozen=True)
class Hop:
    """One thing that somebody did.

    Attributes:
        at: when.
        source: who.
        target: to whom; the same for what happens to somebody.
        label: what.
        error: why it failed; empty if it didn't.
        tick: orders what is simultaneous.
        routine: whether it happens again and again whatever else happens: schedules, and polls of empty queues.
    """

    at: datetime
    source: Participant
    target: Participant
    label: str
    error: str = ""
    tick: float = 0.0
    routine: bool = False
