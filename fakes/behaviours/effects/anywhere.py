"""Effects that nearly everything can have."""

from typing import Literal

from pydantic import Field

from fakes.behaviours.durations import Duration, Fixed
from fakes.behaviours.effects.base import EffectBase
from fakes.behaviours.moment import Point


class Delay(EffectBase):
    """It happens later."""

    POINTS = (Point.CALL, Point.DELIVERY, Point.WORK)

    kind: Literal["delay"] = "delay"
    seconds: Duration


class Error(EffectBase):
    """It fails: a call with an AWS error, a delivery at its attempt, work with this code and message as reason.

    Attributes:
        code: AWS's error code, e.g. `ServiceUnavailable`; of a Step Functions task the error name.
        message: the error's message; of a Step Functions task the cause.
        status: HTTP status; None takes it from AWS's model of the service, or 400.
    """

    POINTS = (Point.CALL, Point.DELIVERY, Point.WORK)

    kind: Literal["error"] = "error"
    code: str
    message: str = "An error that a behaviour asks for."
    status: int | None = Field(default=None, ge=400, le=599)


class Hang(EffectBase):
    """Nothing happens, for so long; then a call's connection breaks, and work has failed.

    A Lambda function hangs until its own timeout ends it. Clearing the behaviour ends the waiting.
    """

    POINTS = (Point.CALL, Point.WORK)

    kind: Literal["hang"] = "hang"
    seconds: Duration = Fixed(seconds=60)
