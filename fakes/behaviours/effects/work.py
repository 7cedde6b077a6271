"""Effects that only work can have."""

from typing import Literal

from pydantic import Field

from fakes.behaviours.effects.base import EffectBase
from fakes.behaviours.moment import Point


class Crash(EffectBase):
    """The process of a Lambda function is killed: at its work, or at a call that it makes.

    Attributes:
        when: `before` it begins, or `after` everything is done but the answer, which is what idempotency is for; of a
            call, before or after the service has done what it was called for.
    """

    POINTS = (Point.WORK, Point.CALL)

    kind: Literal["crash"] = "crash"
    when: Literal["before", "after"] = "after"


class Quota(EffectBase):
    """No more than so many jobs are in progress at a time; another one isn't started, as at the service's own limit.

    Attributes:
        jobs: of an account, in a region; the service's own limit counts as well.
    """

    POINTS = (Point.WORK,)

    kind: Literal["quota"] = "quota"
    jobs: int = Field(ge=0)
