from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.load.mix import FARTHEST_ORIGINAL, NEAREST_ORIGINAL, Mix
from harness.load.profile import Documents

FLAWS = ["empty", "truncated"]


def test_the_mix_has_the_shares_that_were_asked_for() -> None:
    mix = Mix(Documents(kinds={"statement": 3.0, "scan": 1.0}, duplicates=0.1, bad=0.02), FLAWS, seed=1)
    planned = [mix.planned(index) for index in range(10_000)]
    sound = Counter(each.kind for each in planned if not each.bad and not each.duplicate)
    assert sum(each.duplicate for each in planned) / 10_000 == pytest.approx(0.10, abs=0.01)
    assert sum(each.bad for each in planned) / 10_000 == pytest.approx(0.02, abs=0.005)
    assert sound["scan"] / sound.total() == pytest.approx(0.25, abs=0.02)


@given(st.integers(0, 2**32), st.integers(0, 500), st.floats(0, 0.9), st.floats(0, 0.09))
def test_a_duplicate_repeats_a_sound_document_that_an_earlier_arrival_brought(
    seed: int, index: int, duplicates: float, bad: float
) -> None:
    mix = Mix(Documents(duplicates=duplicates, bad=bad), FLAWS, seed)
    planned = mix.planned(index)
    if planned.duplicate:
        original = mix.planned(planned.original)
        assert not original.duplicate
        assert not original.bad
        assert original.kind == planned.kind
        assert NEAREST_ORIGINAL <= index - original.index <= FARTHEST_ORIGINAL


@given(st.integers(0, 2**32), st.lists(st.integers(0, 200), max_size=20))
def test_what_an_arrival_brings_depends_on_nothing_but_seed_and_number(seed: int, indexes: list[int]) -> None:
    """So workers need not speak to each other."""
    one, other = Mix(Documents(), FLAWS, seed), Mix(Documents(), FLAWS, seed)
    assert [one.planned(index) for index in indexes] == [other.planned(index) for index in reversed(indexes)][::-1]
