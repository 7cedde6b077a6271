"""The order of sort keys, and which stretch of them a key condition is about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from moto.dynamodb.models.dynamo_type import DynamoType

Place: TypeAlias = tuple[str, Any]
"""Where a sort key stands among others: its type, and a value that compares as DynamoDB does."""

BEHIND: Final = {"S": "\U0010ffff" * 256, "B": b"\xff" * 1024}
"""Added to a text or to bytes, it makes what stands behind all keys that begin so: keys have at most 1024 bytes."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of sort keys.

    Attributes:
        first: the lowest place in it; None has no bound.
        last: the highest, likewise.
    """

    first: Place | None = None
    last: Place | None = None


EVERYTHING: Final = Span()


def place_of(value: DynamoType) -> Place:
    """Where a sort key stands."""
    return value.type, value.cast_value


def span_of(comparison: str | None, operands: list[DynamoType]) -> Span:
    """The stretch in which all sort keys lie that meet a condition; others may lie at its ends.

    Args:
        comparison: the operator, as moto names it; None is no condition.
        operands: what sort keys are compared with.
    """
    find = _SPANS.get(comparison or "")
    return find(*map(place_of, operands)) if find else EVERYTHING


def _beginning_with(prefix: Place) -> Span:
    kind, value = prefix
    behind: Any = BEHIND.get(kind)
    return Span(prefix, (kind, value + behind) if isinstance(value, type(behind)) else None)


_SPANS: Final[dict[str, Callable[..., Span]]] = {
    **dict.fromkeys(("EQ", "="), lambda place: Span(place, place)),
    **dict.fromkeys(("LT", "<", "LE", "<="), lambda place: Span(last=place)),
    **dict.fromkeys(("GT", ">", "GE", ">="), lambda place: Span(first=place)),
    "BETWEEN": Span,
    "BEGINS_WITH": _beginning_with,
}
