"""The size of an item, which AWS limits and charges by.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
"""

from collections.abc import Mapping
from typing import Any

MAX_ITEM_BYTES = 400 * 1024
"""400 KB, names included.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items"""
CONTAINER_BYTES = 3
"""Overhead of a list or a map."""
ELEMENT_BYTES = 1
"""Overhead of each element of a list or a map."""


def item_bytes(attributes: Mapping[str, Any]) -> int:
    """Bytes of an item: its attributes' names and values.

    Args:
        attributes: attribute values by name, in DynamoDB's JSON, e.g. `{"id": {"S": "a"}}`.
    """
    return sum(len(name.encode()) + _value_bytes(value) for name, value in attributes.items())


def _value_bytes(attribute_value: Mapping[str, Any]) -> int:
    ((kind, value),) = attribute_value.items()
    match kind:
        case "M":
            return CONTAINER_BYTES + item_bytes(value) + ELEMENT_BYTES * len(value)
        case "L":
            return CONTAINER_BYTES + sum(map(_value_bytes, value)) + ELEMENT_BYTES * len(value)
        case "SS" | "NS" | "BS":
            return sum(scalar_bytes(kind[0], element) for element in value)
        case _:
            return scalar_bytes(kind, value)


def scalar_bytes(kind: str, value: str) -> int:
    """Bytes of a value that holds no others.

    Args:
        kind: its type, e.g. `S`.
        value: as in DynamoDB's JSON: text, and binary in base64.
    """
    match kind:
        case "S":
            return len(value.encode())
        case "N":
            # About one byte per two significant digits, and one more.
            return (len(value.strip("-").replace(".", "").strip("0")) + 1) // 2 + 1
        case "B":
            # In base64 on the wire.
            return len(value) * 3 // 4 - value[-2:].count("=")
        case _:
            return 1
