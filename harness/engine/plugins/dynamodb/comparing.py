"""How AWS compares attribute values, in the place of moto's operators.

moto compares Python values: numbers as floats, true as 1, and a string with a number not at all. DynamoDB compares only
values of one type, and numbers with all of their 38 digits.
"""

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from moto.dynamodb import comparisons
from moto.dynamodb.models.dynamo_type import DynamoType

from harness.engine.plugins.dynamodb.sizes import scalar_bytes
from harness.engine.plugins.patching import replace

Ordering = Callable[[Any, Any], bool]


def install() -> None:
    """Replace moto's operators.

    Raises:
        PatchError: moto isn't the version that this was written for.
    """
    for name, ordering in _ORDERINGS.items():
        replace(getattr(comparisons, name), "expr", _ordered(ordering))
    replace(comparisons.OpEqual, "expr", lambda _: _equal_sides)
    replace(comparisons.OpNotEqual, "expr", lambda _: lambda self, item: not _equal_sides(self, item))
    replace(comparisons.FuncBetween, "expr", lambda _: _between)
    replace(comparisons.FuncIn, "expr", lambda _: _in)
    replace(comparisons.FuncSize, "expr", lambda _: _size)
    replace(
        comparisons.AttributeValue, "expr", lambda _: lambda self, item: DynamoType({self.type: self.value}).cast_value
    )
    comparisons.FuncSize.get_type = lambda self, item: None if _size(self, item) is None else "N"
    replace(DynamoType, "cast_value", _with_exact_numbers)


_ORDERINGS: dict[str, Ordering] = {
    "OpLessThan": operator.lt,
    "OpLessThanOrEqual": operator.le,
    "OpGreaterThan": operator.gt,
    "OpGreaterThanOrEqual": operator.ge,
}
_SIZED = frozenset({"S", "B", "SS", "NS", "BS", "L", "M"})


def _ordered(ordering: Ordering) -> Callable[[Any], Any]:
    def expr(self: Any, item: Any) -> bool:
        return _same_type(item, self.lhs, self.rhs) and ordering(self.lhs.expr(item), self.rhs.expr(item))

    return lambda _: expr


def _equal_sides(self: Any, item: Any) -> bool:
    return _equal(item, self.lhs, self.rhs)


def _equal(item: Any, left: Any, right: Any) -> bool:
    return _same_type(item, left, right) and bool(left.expr(item) == right.expr(item))


def _between(self: Any, item: Any) -> bool:
    if not _same_type(item, self.start, self.attr, self.end):
        return False
    return bool(self.start.expr(item) <= self.attr.expr(item) <= self.end.expr(item))


def _in(self: Any, item: Any) -> bool:
    return any(_equal(item, self.attr, value) for value in self.possible_values)


def _size(self: Any, item: Any) -> Decimal | None:
    """None for an attribute that is missing or has no size: every comparison with it is false."""
    kind = self.attr.get_type(item)
    if kind not in _SIZED:
        return None
    value = self.attr.expr(item)
    return Decimal(scalar_bytes(kind, value) if kind in ("S", "B") else len(value))


def _same_type(item: Any, *operands: Any) -> bool:
    """Whether all operands are there and of one type."""
    types = {operand.get_type(item) for operand in operands}
    return len(types) == 1 and None not in types


def _with_exact_numbers(original: Any) -> property:
    def cast_value(self: Any) -> Any:
        return Decimal(self.value) if self.is_number() else original.fget(self)

    return property(cast_value)
