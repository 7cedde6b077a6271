"""Numbers as DynamoDB keeps them: up to 38 significant digits, in one spelling.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-data-types-number
"""

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, InvalidOperation

from harness.engine.plugins.dynamodb.errors import ValidationError

MAX_DIGITS = 38
"""Significant digits of a number."""
LARGEST_EXPONENT = 125
"""A number's magnitude is below 10 to the power of 126."""
SMALLEST_EXPONENT = -130
"""A number other than zero has at least the magnitude 1E-130."""

EXACT = Context(prec=MAX_DIGITS, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""The arithmetic of update expressions."""


def canonical(text: str) -> str:
    """The one spelling of a number, e.g. `1000` for `1E3` and `0.5` for `.50`: equal numbers are equal strings.

    Args:
        text: the value of an attribute of type N.

    Raises:
        ValidationError: not a number, more than 38 significant digits, or a magnitude that DynamoDB can't keep.
    """
    if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS and text[0] != "0":
        return text
    number = _parse(text)
    if number.is_zero():
        return "0"
    _check_range(number)
    return format(_without_trailing_zeros(number), "f")


def _parse(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or "_" in text:
        raise ValidationError(f"The parameter cannot be converted to a numeric value: {text}")
    return number


def _check_range(number: Decimal) -> None:
    if number.adjusted() > LARGEST_EXPONENT:
        raise ValidationError(
            "Number overflow. Attempting to store a number with magnitude larger than supported range"
        )
    if number.adjusted() < SMALLEST_EXPONENT:
        raise ValidationError(
            "Number underflow. Attempting to store a number with magnitude smaller than supported range"
        )
    if len(_without_trailing_zeros(number).as_tuple().digits) > MAX_DIGITS:
        raise ValidationError("Attempting to store more than 38 significant digits in a Number")


def _without_trailing_zeros(number: Decimal) -> Decimal:
    """`Decimal.normalize` without rounding to a context's precision."""
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)  # noqa: S101 - finite, see _parse
    kept = len(digits)
    while kept > 1 and digits[kept - 1] == 0:
        kept -= 1
    return Decimal((sign, digits[:kept], exponent + len(digits) - kept))
