"""DynamoDB's attribute values as plain JSON values."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import TypeDeserializer
from pydantic import JsonValue

_deserialize = TypeDeserializer().deserialize


def plain(item: Mapping[str, Any]) -> dict[str, JsonValue]:
    """The values of an item; a whole number becomes an `int`, any other a `float`, a set a list."""
    return {name: _json(_deserialize(value)) for name, value in item.items()}


def _json(value: Any) -> JsonValue:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case Mapping():
            return {name: _json(element) for name, element in value.items()}
        case list():
            return [_json(element) for element in value]
        case set():
            return [_json(element) for element in sorted(value)]
        case str() | bool() | None:
            return value
    raise TypeError(f"JSON has no {type(value).__name__}")
