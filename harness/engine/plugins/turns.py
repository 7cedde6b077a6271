"""Taking turns: in virtual time one thing happens after the other, also what happens at one moment.

Whoever sets something going gives way before going on to the next thing, or asks for a turn on its behalf. In real time
nobody waits.
"""

from collections.abc import Callable
from typing import Protocol


class Turns(Protocol):
    """Decides whose turn it is."""

    def give_way(self) -> None:
        """Return when it is the calling thread's turn again."""

    def take_turn(self, act: Callable[[], object]) -> None:
        """Call `act` when it is its turn."""


_turns: list[Turns] = []


def give_way() -> None:
    """Let everything happen first that follows from what the calling thread has done. It must hold no lock."""
    for turns in _turns:
        turns.give_way()


def take_turn(act: Callable[[], object]) -> None:
    """Set something going when the calling thread, and all who have asked for a turn before, have done what they can
    do at this moment; at once if nobody takes turns. The calling thread goes on meanwhile, and may hold locks.

    Args:
        act: wakes or starts a thread, and returns. It must not raise.
    """
    if not _turns:
        act()
    for turns in _turns:
        turns.take_turn(act)


def decide(turns: Turns) -> None:
    """Have turns decided from now on.

    Args:
        turns: who does so.
    """
    _turns[:] = [turns]
