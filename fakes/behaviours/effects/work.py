"""Effects that only work can have."""

from typing import Literal

from fakes.behaviours.effects.base import EffectBase
from fakes.behaviours.moment import Point


class Crash(EffectBase):
    """The process that does the work is killed.

    Attributes:
        when: `before` it begins, or `after` everything is done but the answer, which is what idempotency is for.
    """

    POINTS = (Point.WORK,)

    kind: Literal["crash"] = "crash"
    when: Literal["before", "after"] = "after"
