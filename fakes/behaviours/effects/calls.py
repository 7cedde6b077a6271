"""Effects that only calls can have."""

from typing import Literal

from pydantic import Field

from fakes.behaviours.effects.base import EffectBase
from fakes.behaviours.moment import Point


class Throttle(EffectBase):
    """No more than so many calls a second; the others fail as the service fails them.

    Attributes:
        rate: calls per second that pass; 0 lets none pass.
        burst: calls that pass at once after a quiet time.
        code: AWS's error code; None takes the service's own.
    """

    POINTS = (Point.CALL,)

    kind: Literal["throttle"] = "throttle"
    rate: float = Field(ge=0)
    burst: int = Field(default=1, ge=0)
    code: str | None = None
    message: str = "Rate exceeded"


class Reset(EffectBase):
    """The connection breaks before an answer."""

    POINTS = (Point.CALL,)

    kind: Literal["reset"] = "reset"


class SlowBody(EffectBase):
    """The answer's body trickles."""

    POINTS = (Point.CALL,)

    kind: Literal["slow-body"] = "slow-body"
    bytes_per_second: int = Field(gt=0)


class Size(EffectBase):
    """The answer says that an object has another size than it has; its body ends where it ends.

    Attributes:
        bytes: the size that is told.
    """

    POINTS = (Point.CALL,)

    kind: Literal["size"] = "size"
    bytes: int = Field(ge=0)


class Deny(EffectBase):
    """The caller has no permission; said with the code with which the service says it."""

    POINTS = (Point.CALL,)

    kind: Literal["deny"] = "deny"


class ReadOnly(EffectBase):
    """Whatever changes something fails; calls that only read are not matched."""

    POINTS = (Point.CALL,)

    kind: Literal["read-only"] = "read-only"
    code: str = "ServiceUnavailable"
    message: str = "The service is read-only at the moment."
    status: int = Field(default=503, ge=400, le=599)
