"""What is done with values of a service's shapes: worked out once for each shape, not once for each value."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeAlias

Shape: TypeAlias = Any
"""botocore's, which has no types."""

Work: TypeAlias = Callable[[Any], Any]
"""Makes something of a value of a shape."""

SHAPES = 8192
"""Inputs or outputs to keep work for: the operations of a dozen services, as several clients know them."""


class PerShape(ABC):
    """Works out what is done with values of a shape. Children say what that is for each type."""

    def __init__(self) -> None:
        self.of = lru_cache(SHAPES)(self.make)

    def make(self, shape: Shape) -> Work | None:
        """What is done with values of a shape; None if they stay as they are."""
        match shape.type_name:
            case "structure":
                return None if shape.is_document_type else self.structure(shape)
            case "list":
                return self.list(self.make(shape.member))
            case "map":
                return self.map(self.make(shape.value))
        return self.scalar(shape)

    @abstractmethod
    def structure(self, shape: Shape) -> Work:
        """For a structure. Shapes may contain themselves: its members' work is made when one first occurs."""

    @abstractmethod
    def list(self, of_member: Work | None) -> Work:
        """For a list, given what is done with its members."""

    @abstractmethod
    def map(self, of_value: Work | None) -> Work:
        """For a map, given what is done with its values."""

    @abstractmethod
    def scalar(self, shape: Shape) -> Work | None:
        """For whatever holds no other values; None if it stays as it is."""
