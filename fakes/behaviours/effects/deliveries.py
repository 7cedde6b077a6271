"""Effects on messages that are handed on."""

from typing import Literal

from pydantic import Field

from fakes.behaviours.durations import Duration, Fixed
from fakes.behaviours.effects.base import EffectBase
from fakes.behaviours.moment import Point


class Drop(EffectBase):
    """The message is lost."""

    POINTS = (Point.DELIVERY,)

    kind: Literal["drop"] = "drop"


class Duplicate(EffectBase):
    """The message arrives more than once.

    Attributes:
        times: how often it is repeated; 1 delivers it twice.
    """

    POINTS = (Point.DELIVERY,)

    kind: Literal["duplicate"] = "duplicate"
    times: int = Field(default=1, ge=1, le=100)


class Reorder(EffectBase):
    """The message lets later ones pass.

    Attributes:
        behind: how many.
        seconds: how long it waits for them; afterwards it is delivered all the same.
    """

    POINTS = (Point.DELIVERY,)

    kind: Literal["reorder"] = "reorder"
    behind: int = Field(default=1, ge=1)
    seconds: Duration = Fixed(seconds=5)
