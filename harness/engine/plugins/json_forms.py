"""How values of a service's shapes are written as JSON: worked out once for each shape, not once for each value."""

import logging
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

LOG = logging.getLogger(__name__)

# botocore's shapes and LocalStack's serializers, which have no types.
Shape: TypeAlias = Any
Serializer: TypeAlias = Any

Write: TypeAlias = Callable[[Any], Any]
"""Makes of a value what `json.dumps` takes."""

SHAPES = 8192
"""Outputs to keep forms for: the operations of a dozen services, as several clients know them."""


class Forms:
    """The forms of one kind of serializer.

    Args:
        serializer: LocalStack's, which knows how times and bytes are written.
    """

    def __init__(self, serializer: Serializer) -> None:
        self._serializer = serializer
        self._of = lru_cache(SHAPES)(self._make)

    def write(self, value: Any, shape: Shape) -> Any:
        """A value as `json.dumps` takes it.

        Raises:
            TypeError, ValueError, AttributeError: it has another shape.
        """
        write = self._of(shape)
        return write(value) if write else value

    def _make(self, shape: Shape) -> Write | None:
        """The form of a shape; None for one whose values are JSON already."""
        match shape.type_name:
            case "structure":
                return None if shape.is_document_type else _Structure(shape, self._make)
            case "list":
                return _list(self._make(shape.member))
            case "map":
                return _map(self._make(shape.value))
            case "timestamp":
                form = shape.serialization.get("timestampFormat")
                return lambda value: self._serializer._convert_timestamp_to_str(value, form)
            case "blob":
                return lambda value: self._serializer._get_base64(value)
        return None


class _Structure:
    """Writes structures. Shapes may contain themselves, so that each member's form is made when it first occurs."""

    def __init__(self, shape: Shape, make: Callable[[Shape], Write | None]) -> None:
        self._shape = shape
        self._make = make
        self._members: dict[str, tuple[str, Write | None]] = {}

    def __call__(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """What is there; missing values and members that the shape doesn't know are left out."""
        members, written = self._members, {}
        for name, member in value.items():
            if member is not None and (name in members or self._knows(name)):
                key, write = members[name]
                written[key] = write(member) if write else member
        return written

    def _knows(self, name: str) -> bool:
        shape = self._shape.members.get(name)
        if shape is None:
            LOG.warning("An answer's %s has a member that AWS doesn't know: %s", self._shape.name, name)
            return False
        self._members[name] = shape.serialization.get("name", name), self._make(shape)
        return True


def _list(write: Write | None) -> Write:
    if write is None:
        return lambda values: [value for value in values if value is not None]
    return lambda values: [write(value) for value in values if value is not None]


def _map(write: Write | None) -> Write:
    if write is None:
        return lambda values: {key: value for key, value in values.items() if value is not None}
    return lambda values: {key: write(value) for key, value in values.items() if value is not None}
