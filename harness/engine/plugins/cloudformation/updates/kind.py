"""How resources of one type are updated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from harness.engine.plugins.cloudformation.updates.change import Change


class Setter(Protocol):
    """Brings some properties of a resource to what the change's model says; raises when the service refuses."""

    def __call__(self, change: Change) -> None:
        """Carry out the change, whose names are those that this setter is responsible for."""


@dataclass(frozen=True)
class Kind:
    """A resource type.

    Args:
        setters: who sets each property. A setter of several is called once for all of them.
        forgotten: the properties that LocalStack ignores when it creates such a resource.
    """

    setters: Mapping[str, Setter]
    forgotten: frozenset[str] = frozenset()

    def apply(self, change: Change) -> None:
        """Call the setters of the properties that change, in the order of `setters`."""
        for setter in dict.fromkeys(self.setters.values()):
            part = change.only(frozenset(name for name, its in self.setters.items() if its == setter))
            if part.names:
                setter(part)


def each(setter: Setter, names: Iterable[str]) -> dict[str, Setter]:
    """One setter for several properties."""
    return dict.fromkeys(names, setter)
