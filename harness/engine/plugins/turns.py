"""Taking turns: in virtual time one thing happens after the other, also what happens at one moment.

Whoever sets something going gives way before going on to the next thing. In real time nobody waits.
"""

from collections.abc import Callable

_ways: list[Callable[[], None]] = []


def give_way() -> None:
    """Let everything happen first that follows from what the calling thread has done. It must hold no lock."""
    for way in _ways:
        way()


def take_turns(give_way: Callable[[], None]) -> None:
    """Have threads give way from now on.

    Args:
        give_way: returns when it is the calling thread's turn again.
    """
    _ways[:] = [give_way]
