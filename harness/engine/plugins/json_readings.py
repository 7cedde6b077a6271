"""How values of a service's shapes are read from JSON: worked out once for each shape, not once for each value."""

import base64
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeAlias

# botocore's shapes and LocalStack's parsers, which have no types.
Shape: TypeAlias = Any
Parser: TypeAlias = Any

Read: TypeAlias = Callable[[Any], Any]
"""Makes of a value that `json.loads` gives what a service takes."""

SHAPES = 8192
"""Inputs to keep readings for: the operations of a dozen services, as several clients know them."""


class Readings:
    """The readings of one kind of parser.

    Args:
        parser: LocalStack's, which knows how times are written.
    """

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._of = lru_cache(SHAPES)(self._make)

    def read(self, value: Any, shape: Shape) -> Any:
        """A value as the service takes it.

        Raises:
            TypeError, ValueError, AttributeError: it has another shape.
        """
        return _read(self._of(shape), value)

    def _make(self, shape: Shape) -> Read | None:
        """The reading of a shape; None for one whose values are taken as they are."""
        match shape.type_name:
            case "structure":
                return None if shape.is_document_type else _Structure(shape, self._make)
            case "list":
                return _list(self._make(shape.member))
            case "map":
                return _map(self._make(shape.value))
            case "integer" | "long":
                return int
            case "float" | "double":
                return float
            case "blob":
                return base64.b64decode
            case "timestamp":
                form = shape.serialization.get("timestampFormat")
                return lambda value: self._parser._convert_str_to_timestamp(value, form)
        return None


class _Structure:
    """Reads structures. Shapes may contain themselves, so that members' readings are made when one first occurs."""

    def __init__(self, shape: Shape, make: Callable[[Shape], Read | None]) -> None:
        self._shape = shape
        self._make = make
        self._members: list[tuple[str, str, Read | None, bool]] = []

    def __call__(self, value: Any) -> dict[str, Any]:
        """The members that the shape knows, in its order; what is required and missing is None."""
        read = {}
        for name, key, reading, required in self._members or self._know():
            member = value.get(key)
            if member is not None:
                read[name] = reading(member) if reading else member
            elif required:
                read[name] = None
        return read

    def _know(self) -> list[tuple[str, str, Read | None, bool]]:
        required = frozenset(self._shape.required_members)
        self._members = [
            (name, shape.serialization.get("name", name), self._make(shape), name in required)
            for name, shape in self._shape.members.items()
        ]
        return self._members


def _read(reading: Read | None, value: Any) -> Any:
    return value if reading is None or value is None else reading(value)


def _list(reading: Read | None) -> Read:
    return lambda values: [_read(reading, value) for value in values]


def _map(reading: Read | None) -> Read:
    return lambda values: {key: _read(reading, value) for key, value in values.items()}
