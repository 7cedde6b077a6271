"""Objects that people write in one piece: an amount with its currency, an address with its parts."""

from collections.abc import Callable
from dataclasses import dataclass

from fakes.bedrock.responders.extractive.values.addresses import find_address
from fakes.bedrock.responders.extractive.values.numbers import find_money
from fakes.bedrock.responders.extractive.words import words


@dataclass(frozen=True)
class Composite:
    """One way of writing an object in one piece.

    Attributes:
        parts: for each part the words by which a property asks for it.
        find: takes a text apart, or returns None.
    """

    parts: dict[str, frozenset[str]]
    find: Callable[[str], dict[str, str] | None]

    def part(self, name: str) -> str | None:
        """Name the part that a property asks for."""
        asked = set(words(name))
        return next((part for part, names in self.parts.items() if names & asked), None)


_COMPOSITES = (
    Composite(
        {"currency": frozenset({"currency"}), "amount": frozenset({"amount", "value", "price", "total"})}, find_money
    ),
    Composite(
        {
            "street": frozenset({"street", "line", "line1"}),
            "city": frozenset({"city", "town"}),
            "state": frozenset({"state", "province", "region"}),
            "zip": frozenset({"zip"}),
        },
        find_address,
    ),
)


def composite_of(names: list[str]) -> Composite | None:
    """Find the composite of which an object with these properties has two parts or more."""
    for composite in _COMPOSITES:
        if len({composite.part(name) for name in names} - {None}) >= 2:
            return composite
    return None
