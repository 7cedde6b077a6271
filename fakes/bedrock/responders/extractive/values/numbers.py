"""Numbers and amounts of money."""

import re

_NUMBER = re.compile(r"(?<![\w.-])-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w-])")
_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_CODES = r"USD|EUR|GBP|JPY|CAD|AUD|CHF"
_DIGITS = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_MONEY = re.compile(
    rf"(?P<symbol>[$€£¥])\s?(?P<after_symbol>{_DIGITS})"
    rf"|\b(?P<code>{_CODES})\s?(?P<after_code>{_DIGITS})"
    rf"|(?<![\w.])(?P<before_code>{_DIGITS})\s?(?P<trailing>{_CODES}|dollars|euros)\b",
    re.IGNORECASE,
)
_WORDS = {"DOLLARS": "USD", "EUROS": "EUR"}


def find_number(text: str) -> int | float | None:
    """Return the first number in a text; digits inside an identifier such as `12-34` or `A1` are no number."""
    match = _NUMBER.search(text)
    return _to_number(match.group()) if match else None


def find_money(text: str) -> dict[str, str] | None:
    """Return the first amount with its currency: `amount` in plain digits, `currency` as an ISO 4217 code."""
    match = _MONEY.search(text)
    if match is None:
        return None
    digits = match["after_symbol"] or match["after_code"] or match["before_code"]
    unit = (match["symbol"] or match["code"] or match["trailing"]).upper()
    return {"amount": digits.replace(",", ""), "currency": _SYMBOLS.get(unit) or _WORDS.get(unit, unit)}


def _to_number(digits: str) -> int | float:
    """Convert digits; `425000.00` is 425000, as JSON writers have it."""
    number = float(digits.replace(",", ""))
    return int(number) if number.is_integer() else number
