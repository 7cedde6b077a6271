"""What stays is left alone by the garbage collector, and what comes later isn't."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from harness.engine.plugins import garbage


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """The collector of this process, afterwards as it was."""
    thresholds, frozen = gc.get_threshold(), gc.get_freeze_count()
    yield
    if not frozen:
        gc.unfreeze()
    gc.set_threshold(*thresholds)
    gc.enable()


class Knot:
    """Refers to itself: only the collector can remove it."""

    def __init__(self) -> None:
        self.itself = self


def test_nothing_is_collected_while_the_engine_starts() -> None:
    garbage.pause()

    assert not gc.isenabled()


def test_what_was_there_at_the_start_is_never_looked_at_again() -> None:
    stays = Knot()
    garbage.pause()
    garbage.resume()

    assert gc.isenabled()
    assert all(one is not stays for one in gc.get_objects())


def test_what_comes_later_is_collected() -> None:
    garbage.resume()
    gone = weakref.ref(Knot())
    gc.collect()

    assert gone() is None


def test_services_that_were_loaded_later_are_spared_too() -> None:
    garbage.resume()
    loaded = Knot()
    garbage.spare()

    assert all(one is not loaded for one in gc.get_objects())
