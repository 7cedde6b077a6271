"""Items of DynamoDB's tables, read."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from boto3.dynamodb.types import TypeDeserializer
from pydantic import BaseModel, JsonValue, ValidationError

from harness.errors import SubmitError

Row = TypeVar("Row", bound=BaseModel)

_deserialize = TypeDeserializer().deserialize


def read_item(item: Mapping[str, Any], model: type[Row], table: str) -> Row:
    """An item as what the table promises to hold.

    Args:
        item: attribute values as DynamoDB answers them.
        table: its name, for the error.

    Raises:
        SubmitError: it is something else.
    """
    values = plain(item)
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise SubmitError(
            f"Item {values.get('processingId')} of table {table} isn't of the promised form.",
            details=str(error).splitlines(),
        ) from error


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
