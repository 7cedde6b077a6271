"""The size of an item by DynamoDB's rules.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

MAX_ITEM_BYTES: Final = 400 * 1024
"""Names included."""
CONTAINER_BYTES: Final = 3
ELEMENT_BYTES: Final = 1


def item_bytes(attributes: Mapping[str, Any]) -> int:
    """Bytes of an item: the names of its attributes and their values."""
    return sum(len(name.encode()) + value_bytes(value) for name, value in attributes.items())


def value_bytes(value: Any) -> int:
    """Bytes of a value: text, a number, a truth value, null, a list or a map.

    Raises:
        TypeError: it is something else.
    """
    match value:
        case None | bool():
            return 1
        case str():
            return len(value.encode())
        case int() | float() | Decimal():
            return _number_bytes(Decimal(str(value)))
        case Mapping():
            return CONTAINER_BYTES + item_bytes(value) + ELEMENT_BYTES * len(value)
        case Sequence():
            return CONTAINER_BYTES + sum(map(value_bytes, value)) + ELEMENT_BYTES * len(value)
        case _:
            raise TypeError(f"no size is known for {type(value).__name__}")


def _number_bytes(number: Decimal) -> int:
    """One byte for each two significant digits, and one more; another for the sign, to be on the safe side."""
    digits = len(number.normalize().as_tuple().digits)
    return (digits + 1) // 2 + 1 + (number < 0)
