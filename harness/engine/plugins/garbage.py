"""Collecting garbage without looking at what stays.

A million objects live as long as the engine: modules, AWS's service models, parsed rules. As shipped, Python's
collector walks through all of them about once per second of a deploy, half a second each time.
"""

import gc
from typing import Final

ALLOCATIONS: Final = 20_000
"""How many more containers than before start a collection of the young ones; Python's own number is 700."""


def pause() -> None:
    """Collect nothing: while the engine starts, nearly everything that comes stays."""
    gc.disable()


def resume() -> None:
    """Collect again, but rarely."""
    gc.set_threshold(ALLOCATIONS, *gc.get_threshold()[1:])
    spare()
    gc.enable()


def spare() -> None:
    """Leave what is here now out of all later collections.

    Nothing is collected beforehand: that would cost more than the little garbage that stays.
    """
    gc.freeze()
