"""Reads one value of a schema's type out of a text that is known to be about it."""

import re

from fakes.bedrock.json_value import Json
from fakes.bedrock.responders.extractive.choice import choose
from fakes.bedrock.responders.extractive.schema import texts
from fakes.bedrock.responders.extractive.values.addresses import find_address_text
from fakes.bedrock.responders.extractive.values.dates import find_date
from fakes.bedrock.responders.extractive.values.numbers import find_money, find_number
from fakes.bedrock.responders.extractive.wanted import Wanted

# What is called one of these and has no digit in it is something else.
_HAS_DIGITS = {"number", "date", "address", "zip", "phone", "amount", "price", "apn", "year"}
_ISO = re.compile(r"\biso[ -]?8601|\biso date|yyyy-mm-dd", re.IGNORECASE)
_YES = re.compile(r"(?:yes|y|true|checked|x|\[x\]|☒|☑|✓)", re.IGNORECASE)
_NO = re.compile(r"(?:no|n|false|unchecked|\[ ?\]|☐)", re.IGNORECASE)
_UNSTATED = re.compile(
    r"(?:n/?a|none|null|unknown|tbd|not (?:applicable|stated|given)|[-\u2013\u2014_.\s]*)", re.IGNORECASE
)


def read_scalar(wanted: Wanted, text: str) -> Json:
    """Return the value, or None when the text doesn't say one of the wanted type."""
    if _UNSTATED.fullmatch(text.strip()):
        return None
    if "enum" in wanted.shape or "const" in wanted.shape:
        return choose(wanted.shape, text)
    kind = wanted.shape.get("type", "string")
    if kind == "boolean":
        return _read_boolean(text)
    if kind in {"number", "integer"}:
        return _read_number(text, whole=kind == "integer")
    return _read_text(wanted, text) if kind == "string" else None


def _read_boolean(text: str) -> bool | None:
    if _YES.fullmatch(text.strip()):
        return True
    return False if _NO.fullmatch(text.strip()) else None


def _read_number(text: str, whole: bool) -> int | float | None:
    money = find_money(text)
    number = find_number(money["amount"] if money else text)
    if number is None or not whole:
        return number
    return int(number) if number == int(number) else None


def _read_text(wanted: Wanted, text: str) -> str | None:
    if _wants_iso_date(wanted):
        return find_date(text)
    if not _HAS_DIGITS.isdisjoint(wanted.vocabulary) and not any(map(str.isdigit, text)):
        return None
    if "address" in wanted.vocabulary:
        return find_address_text(text) or text
    return text.strip(" ,;") or None


def _wants_iso_date(wanted: Wanted) -> bool:
    if wanted.shape.get("format") == "date":
        return True
    described = " ".join(texts(wanted.shape.get("description")) + texts(wanted.shape.get("title")))
    return bool(_ISO.search(described))
