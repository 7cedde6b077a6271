"""How values of a service's shapes are read from JSON."""

import base64
from collections.abc import Callable
from typing import Any, TypeAlias

from harness.engine.plugins.per_shape import PerShape, Shape, Work

Parser: TypeAlias = Any
"""LocalStack's, which has no types."""


class Readings(PerShape):
    """The readings of one kind of parser: each makes of a value that `json.loads` gives what a service takes.

    Args:
        parser: LocalStack's, which knows how times are written.
    """

    def __init__(self, parser: Parser) -> None:
        super().__init__()
        self._parser = parser

    def read(self, value: Any, shape: Shape) -> Any:
        """A value as the service takes it.

        Raises:
            TypeError, ValueError, AttributeError: it has another shape.
        """
        return _read(self.of(shape), value)

    def structure(self, shape: Shape) -> Work:
        """Reads the members that the shape knows."""
        return _Structure(shape, self.make)

    def list(self, of_member: Work | None) -> Work:
        """Reads each member."""
        return lambda values: [_read(of_member, value) for value in values]

    def map(self, of_value: Work | None) -> Work:
        """Reads each value."""
        return lambda values: {key: _read(of_value, value) for key, value in values.items()}

    def scalar(self, shape: Shape) -> Work | None:
        """Reads numbers, bytes and times."""
        match shape.type_name:
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
    """Reads structures."""

    def __init__(self, shape: Shape, make: Callable[[Shape], Work | None]) -> None:
        self._shape = shape
        self._make = make
        self._members: list[tuple[str, str, Work | None, bool]] = []

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

    def _know(self) -> list[tuple[str, str, Work | None, bool]]:
        required = frozenset(self._shape.required_members)
        self._members = [
            (name, shape.serialization.get("name", name), self._make(shape), name in required)
            for name, shape in self._shape.members.items()
        ]
        return self._members


def _read(reading: Work | None, value: Any) -> Any:
    return value if reading is None or value is None else reading(value)
