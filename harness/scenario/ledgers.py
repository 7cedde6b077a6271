"""Which ledgers there are, and that of the system under rehearsal."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Final, TypeAlias

from harness.errors import UsageError

if TYPE_CHECKING:
    from harness.scenario.ledger import Ledger
    from harness.scenario.world import World

GROUP: Final = "rehearsal.ledgers"
"""Entry-point group in which a plugin's package names what makes the ledger of a system, by the system's name."""

MakeLedger: TypeAlias = "Callable[[World], Ledger]"
"""Opens the ledger of a system in a world."""


@cache
def known_ledgers() -> Mapping[str, MakeLedger]:
    """What makes the ledger of each system that has one: our own, and those of plugins."""
    from harness.scenario.systems import SYSTEMS  # loads AWS's SDK: not for who only reads what scenarios are about

    ours = {name: system.LEDGER for name, system in SYSTEMS.items()}
    return {**ours, **{point.name: point.load() for point in entry_points(group=GROUP)}}


def ledger_of(world: "World") -> "Ledger":
    """The ledger of the system under rehearsal.

    Raises:
        UsageError: it has none.
    """
    ledgers = known_ledgers()
    if world.system not in ledgers:
        known = ", ".join(sorted(ledgers))
        raise UsageError(f"{world.system} has no ledger; there are those of {known}.")
    return ledgers[world.system](world)
