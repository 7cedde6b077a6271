"""What a behaviour does. Each effect names the points at which it is possible, its usual one first."""

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from fakes.behaviours.durations import Duration, Fixed
from fakes.behaviours.moment import Point


class _Effect(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    POINTS: ClassVar[tuple[Point, ...]]


class Delay(_Effect):
    """It happens later."""

    POINTS = (Point.CALL, Point.DELIVERY, Point.WORK)

    kind: Literal["delay"] = "delay"
    seconds: Duration


class Error(_Effect):
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


class Throttle(_Effect):
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


class Hang(_Effect):
    """Nothing happens, for so long; then a call's connection breaks, and work has failed.

    A Lambda function hangs until its own timeout ends it. Clearing the behaviour ends the waiting.
    """

    POINTS = (Point.CALL, Point.WORK)

    kind: Literal["hang"] = "hang"
    seconds: Duration = Fixed(seconds=60)


class Reset(_Effect):
    """The connection breaks before an answer."""

    POINTS = (Point.CALL,)

    kind: Literal["reset"] = "reset"


class SlowBody(_Effect):
    """The answer's body trickles."""

    POINTS = (Point.CALL,)

    kind: Literal["slow-body"] = "slow-body"
    bytes_per_second: int = Field(gt=0)


class ReadOnly(_Effect):
    """Whatever changes something fails; calls that only read are not matched."""

    POINTS = (Point.CALL,)

    kind: Literal["read-only"] = "read-only"
    code: str = "ServiceUnavailable"
    message: str = "The service is read-only at the moment."
    status: int = Field(default=503, ge=400, le=599)


class Corrupt(_Effect):
    """Some of it arrives as something else: of an answer bytes, of a model's text characters.

    Attributes:
        share: how much of it is changed; at least one byte or character.
    """

    POINTS = (Point.CALL, Point.WORK)

    kind: Literal["corrupt"] = "corrupt"
    share: float = Field(default=0.01, gt=0, le=1)


class Truncate(_Effect):
    """It ends early: an answer's connection breaks in the middle, a model has used up its tokens.

    Attributes:
        keep: how much of it arrives.
    """

    POINTS = (Point.CALL, Point.WORK)

    kind: Literal["truncate"] = "truncate"
    keep: float = Field(default=0.5, ge=0, lt=1)


class Partial(_Effect):
    """Some parts succeed and some fail: entries of a batch, pages of a document.

    Attributes:
        share: how many of the parts fail; at least one.
        code: each failed part's error code, where the service tells one.
        message: each failed part's error message.
    """

    POINTS = (Point.CALL, Point.WORK)

    kind: Literal["partial"] = "partial"
    share: float = Field(default=0.5, gt=0, le=1)
    code: str = "InternalError"
    message: str = "This part failed because a behaviour asks for it."


class Drop(_Effect):
    """The message is lost."""

    POINTS = (Point.DELIVERY,)

    kind: Literal["drop"] = "drop"


class Duplicate(_Effect):
    """The message arrives more than once.

    Attributes:
        times: how often it is repeated; 1 delivers it twice.
    """

    POINTS = (Point.DELIVERY,)

    kind: Literal["duplicate"] = "duplicate"
    times: int = Field(default=1, ge=1, le=100)


class Reorder(_Effect):
    """The message lets later ones pass.

    Attributes:
        behind: how many.
        seconds: how long it waits for them; afterwards it is delivered all the same.
    """

    POINTS = (Point.DELIVERY,)

    kind: Literal["reorder"] = "reorder"
    behind: int = Field(default=1, ge=1)
    seconds: Duration = Fixed(seconds=5)


class Crash(_Effect):
    """The process that does the work is killed.

    Attributes:
        when: `before` it begins, or `after` everything is done but the answer, which is what idempotency is for.
    """

    POINTS = (Point.WORK,)

    kind: Literal["crash"] = "crash"
    when: Literal["before", "after"] = "after"


Effect: TypeAlias = Annotated[
    Delay
    | Error
    | Throttle
    | Hang
    | Reset
    | SlowBody
    | ReadOnly
    | Corrupt
    | Truncate
    | Partial
    | Drop
    | Duplicate
    | Reorder
    | Crash,
    Field(discriminator="kind"),
]
"""Any of them, told apart by `kind`."""
