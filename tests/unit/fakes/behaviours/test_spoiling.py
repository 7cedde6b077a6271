"""Damage is as large as asked for, and the same each time."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from fakes.behaviours.effects import Corrupt, Truncate
from fakes.behaviours.spoiling import choose_failing, spoil_bytes, spoil_text

SHARES = st.floats(0.001, 1)


@given(content=st.binary(min_size=1), share=SHARES, seed=st.integers())
def test_corrupting_keeps_the_length_and_changes_as_many_bytes_as_asked_for(
    content: bytes, share: float, seed: int
) -> None:
    spoilt = spoil_bytes(content, Corrupt(share=share), Random(seed))

    changed = sum(old != new for old, new in zip(content, spoilt, strict=True))
    assert changed == max(1, round(len(content) * share))
    assert spoilt == spoil_bytes(content, Corrupt(share=share), Random(seed))


@given(text=st.text(min_size=1), keep=st.floats(0, 0.999))
def test_truncating_always_loses_the_end(text: str, keep: float) -> None:
    kept = spoil_text(text, Truncate(keep=keep), Random(0))

    assert text.startswith(kept)
    assert len(kept) < len(text)


def test_corrupt_text_is_no_json_any_more() -> None:
    assert spoil_text('{"a": 1}', Corrupt(share=1), Random(0)) == "\N{REPLACEMENT CHARACTER}" * 8


@given(parts=st.integers(1, 100), share=SHARES, seed=st.integers())
def test_of_a_batch_at_least_one_part_fails_and_all_are_its_own(parts: int, share: float, seed: int) -> None:
    failing = choose_failing(parts, share, Random(seed))

    assert failing
    assert failing <= set(range(parts))


def test_of_nothing_nothing_fails() -> None:
    assert choose_failing(0, 1, Random(0)) == frozenset()
    assert spoil_bytes(b"", Corrupt(), Random(0)) == b""
