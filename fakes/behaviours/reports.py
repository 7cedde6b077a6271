"""What behaviours have done: data for whoever asks."""

from enum import StrEnum

from pydantic import BaseModel

from fakes.behaviour import Behaviour
from fakes.behaviours.moment import Caller, Point


class Outcome(StrEnum):
    """What became of a moment that a behaviour is about."""

    APPLIED = "applied"
    ALLOWED = "allowed"
    """It was within the rate."""
    NOT_THE_NTH = "not the nth"
    NOT_DRAWN = "not drawn"
    OVER = "over"
    """The limit had been reached."""


class Decision(BaseModel):
    """What was decided, for the record.

    Attributes:
        time: seconds since the epoch, in the engine's time.
        behaviour: id of the behaviour.
        outcome: what became of it.
        point: kind of the moment.
        service: as in `Match`, and so on.
        resource: the first name of what was concerned.
    """

    time: float
    behaviour: str
    outcome: Outcome
    point: Point
    service: str
    operation: str
    resource: str
    caller: Caller


class Report(BaseModel):
    """A behaviour, and what it has done so far.

    Attributes:
        behaviour: the behaviour.
        matched: moments that matched everything but `nth`, `probability` and the limit.
        applied: moments at which it took effect.
        since: when it was set, in seconds since the epoch.
    """

    behaviour: Behaviour
    matched: int
    applied: int
    since: float

    @property
    def was_idle(self) -> bool:
        """Whether it never took effect; then it proves nothing."""
        return self.applied == 0
