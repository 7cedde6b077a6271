"""Moments and behaviours for tests of the board."""

from typing import Any

from fakes.behaviour import Behaviour
from fakes.behaviours.board import Order
from fakes.behaviours.effects import Crash, Delay, Drop, Duplicate, Effect, Error, ReadOnly, Reorder, Throttle
from fakes.behaviours.moment import Moment, Point

ACCOUNT = "111111111111"
OTHER = "222222222222"
ALL: tuple[type[Effect], ...] = (Crash, Delay, Drop, Duplicate, Error, ReadOnly, Reorder, Throttle)
BROKEN = {"kind": "error", "code": "ServiceUnavailable"}


class Time:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds


def call(operation: str = "PutItem", **changes: Any) -> Moment:
    """A call of DynamoDB by a client."""
    known: dict[str, Any] = {"account": ACCOUNT, "resources": ("jobs",), **changes}
    return Moment(Point.CALL, "dynamodb", operation, **known)


def delivery(**changes: Any) -> Moment:
    """A topic's message on its way."""
    known: dict[str, Any] = {"account": ACCOUNT, "resources": ("done",), **changes}
    return Moment(Point.DELIVERY, "sns", "Deliver", **known)


def behaviour(effect: dict[str, Any] = BROKEN, **parts: Any) -> Behaviour:
    """A behaviour as it comes over the wire."""
    return Behaviour.model_validate({"effect": effect, **parts})


def ordered_by(order: Order | None) -> str | None:
    """The id of the behaviour that has a say."""
    return order.behaviour if order else None
