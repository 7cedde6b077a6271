"""How values of a service's shapes are written as JSON."""

import logging
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from harness.engine.plugins.per_shape import PerShape, Shape, Work

LOG = logging.getLogger(__name__)

Serializer: TypeAlias = Any
"""LocalStack's, which has no types."""


class Forms(PerShape):
    """The forms of one kind of serializer: each makes of a value what `json.dumps` takes.

    Args:
        serializer: LocalStack's, which knows how times and bytes are written.
    """

    def __init__(self, serializer: Serializer) -> None:
        super().__init__()
        self._serializer = serializer

    def write(self, value: Any, shape: Shape) -> Any:
        """A value as `json.dumps` takes it.

        Raises:
            TypeError, ValueError, AttributeError: it has another shape.
        """
        write = self.of(shape)
        return write(value) if write else value

    def structure(self, shape: Shape) -> Work:
        """Writes the members that are there."""
        return _Structure(shape, self.make)

    def list(self, of_member: Work | None) -> Work:
        """Writes the members that are there."""
        if of_member is None:
            return lambda values: [value for value in values if value is not None]
        return lambda values: [of_member(value) for value in values if value is not None]

    def map(self, of_value: Work | None) -> Work:
        """Writes the values that are there."""
        if of_value is None:
            return lambda values: {key: value for key, value in values.items() if value is not None}
        return lambda values: {key: of_value(value) for key, value in values.items() if value is not None}

    def scalar(self, shape: Shape) -> Work | None:
        """Writes times and bytes."""
        match shape.type_name:
            case "timestamp":
                form = shape.serialization.get("timestampFormat")
                return lambda value: self._serializer._convert_timestamp_to_str(value, form)
            case "blob":
                return lambda value: self._serializer._get_base64(value)
        return None


class _Structure:
    """Writes structures."""

    def __init__(self, shape: Shape, make: Callable[[Shape], Work | None]) -> None:
        self._shape = shape
        self._make = make
        self._members: dict[str, tuple[str, Work | None]] = {}

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
