"""Python values as DynamoDB's attribute values, and back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

_serializer = TypeSerializer()
_deserializer = TypeDeserializer()


def to_item(values: Mapping[str, Any]) -> dict[str, Any]:
    """Attribute values of an item; a float becomes the decimal that it is written as."""
    return {name: _serializer.serialize(_decimal(value)) for name, value in values.items()}


def from_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an item; numbers are `Decimal`."""
    return {name: _deserializer.deserialize(value) for name, value in item.items()}


def _decimal(value: Any) -> Any:
    match value:
        case float():
            return Decimal(str(value))
        case Mapping():
            return {name: _decimal(element) for name, element in value.items()}
        case list() | tuple():
            return [_decimal(element) for element in value]
        case _:
            return value
