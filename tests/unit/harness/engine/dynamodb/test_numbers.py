from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.engine.plugins.dynamodb.errors import ValidationError
from harness.engine.plugins.dynamodb.numbers import MAX_DIGITS, canonical

KEEPABLE = st.builds(
    lambda digits, exponent, sign: Decimal((sign, tuple(map(int, str(digits))), exponent)),
    st.integers(0, 10**MAX_DIGITS - 1),
    st.integers(-92, 87),
    st.integers(0, 1),
)


@given(KEEPABLE)
def test_a_number_keeps_its_value(number: Decimal) -> None:
    assert Decimal(canonical(str(number))) == number


@given(KEEPABLE, st.integers(0, 5))
def test_equal_numbers_have_one_spelling(number: Decimal, zeros: int) -> None:
    padded = f"{number:f}" + ("" if "." in f"{number:f}" else ".") + "0" * zeros

    assert canonical(padded) == canonical(f"{number:E}")


@given(st.text(max_size=8))
def test_whatever_is_no_number_is_refused_and_nothing_crashes(text: str) -> None:
    try:
        spelled = canonical(text)
    except ValidationError:
        return
    assert Decimal(spelled) == Decimal(text)


@pytest.mark.parametrize("text", ["1E126", "1E-131", "1" * 39, "0." + "1" * 39, "NaN", "Infinity", "1_0", "", "0x1"])
def test_what_dynamodb_cannot_keep_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        canonical(text)


@pytest.mark.parametrize(
    ("text", "kept"), [("9.9E125", "99" + "0" * 124), ("1E-130", "0." + "0" * 129 + "1"), ("-0.0", "0"), ("+7", "7")]
)
def test_the_ends_of_the_range_are_kept(text: str, kept: str) -> None:
    assert canonical(text) == kept
