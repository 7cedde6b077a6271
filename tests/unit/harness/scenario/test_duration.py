"""Lengths of time as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.scenario.duration import seconds_of, written


@pytest.mark.parametrize(
    ("text", "seconds"), [("30s", 30), ("9m", 540), ("1h 30m", 5400), ("24h", 86400), ("30d", 2592000), ("0.5s", 0.5)]
)
def test_a_length_is_read_as_seconds(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "nine minutes", "9", "9 m later", "m", "-9m"])
def test_what_is_no_length_is_refused_with_examples(text: str) -> None:
    with pytest.raises(ValueError, match="30s, 9m"):
        seconds_of(text)


def test_numbers_are_seconds_already() -> None:
    assert seconds_of(30) == 30


@given(st.integers(60, 10**8))
def test_what_is_written_is_read_back_to_its_second_unit(seconds: int) -> None:
    read = seconds_of(written(seconds))
    assert isinstance(read, float)
    # Two units are written: what is lost is less than one of the second.
    assert 0 <= seconds - read < max(1, 60 if seconds >= 3600 else 1, 3600 if seconds >= 86400 else 1)
