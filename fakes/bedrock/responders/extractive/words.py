"""Words in a comparable form, for labels, property names and enum values."""

import re
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W_]+|#")
_NOISE = {
    "a",
    "an",
    "and",
    "as",
    "at",
    "by",
    "for",
    "in",
    "is",
    "it",
    "its",
    "of",
    "on",
    "or",
    "s",
    "the",
    "this",
    "to",
}
_SAME = {
    "#": "number",
    "no": "number",
    "num": "number",
    "nbr": "number",
    "nos": "number",
    "numbers": "number",
    "identifier": "number",
    "id": "number",
    "instrument": "document",
    "doc": "document",
    "addr": "address",
    "addresses": "address",
    "tel": "phone",
    "telephone": "phone",
    "qty": "quantity",
    "amt": "amount",
    "dob": "birthdate",
    "postcode": "zip",
    "postal": "zip",
    "zipcode": "zip",
    "recorded": "recording",
    "cost": "price",
    "purchase": "sale",
    "selling": "sale",
}


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Split a label or an identifier into lower-case singular words without articles and prepositions.

    >>> words("parcelNumber"), words("Parcel No. of the Buyers")
    (('parcel', 'number'), ('parcel', 'number', 'buyer'))
    """
    found = _WORD.findall(_CAMEL.sub(" ", text))
    return tuple(_base(word.lower()) for word in found if word.lower() not in _NOISE)


def _base(word: str) -> str:
    if word in _SAME:
        return _SAME[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
