"""What all effects have in common."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from fakes.behaviours.moment import Point


class EffectBase(BaseModel):
    """What all effects have: the points at which they are possible, the usual one first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    POINTS: ClassVar[tuple[Point, ...]]
