"""Infers what sort of value stands beside a label."""

import re

from fakes.bedrock.responders.extractive.values.addresses import find_address_text
from fakes.bedrock.responders.extractive.values.dates import find_date
from fakes.bedrock.responders.extractive.values.names import is_person
from fakes.bedrock.responders.extractive.words import words

_BOOLEAN = re.compile(r"(?:yes|no|true|false|checked|unchecked|\[[x ]?\]|[☒☑☐])", re.IGNORECASE)
_MONEY = re.compile(r"(?:[$€£¥]|(?:USD|EUR|GBP) ?)\s?-?[\d,]+(?:\.\d+)?(?: ?(?:USD|EUR|GBP))?", re.IGNORECASE)
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_PEOPLE = {
    "agent", "attorney", "borrower", "buyer", "grantee", "grantor", "lender", "name", "notary", "owner", "purchaser",
    "seller", "signature", "signer", "tenant", "trustee", "witness",
}  # fmt: skip
# A date with much around it is a sentence about a date.
_DATE_LENGTH = 40


def kind_of(label: str, value: str) -> str:
    """Name the kind: `boolean`, `money`, `number`, `date`, `address`, `person`, or `text` for anything else."""
    value = value.strip()
    for kind, pattern in (("boolean", _BOOLEAN), ("money", _MONEY), ("number", _NUMBER)):
        if pattern.fullmatch(value):
            return kind
    if len(value) <= _DATE_LENGTH and find_date(value):
        return "date"
    if find_address_text(value) == value:
        return "address"
    return "person" if is_person(value) and not _PEOPLE.isdisjoint(words(label)) else "text"
