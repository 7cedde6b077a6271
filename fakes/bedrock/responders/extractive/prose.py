"""What legal prose says without a label: rules that turn a phrase into a labelled value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fakes.bedrock.responders.extractive.document import Document
from fakes.bedrock.responders.extractive.values.addresses import STATE_NAMES


@dataclass(frozen=True)
class Rule:
    """A way of saying something.

    Attributes:
        labels: what the value could be labelled with, had the writer used a form.
        pattern: its group `value` is what is said.
    """

    labels: tuple[str, ...]
    pattern: re.Pattern[str]


_GIVER = r"(?i:grantors?|sellers?|transferors?|vendors?)"
_TAKER = r"(?i:grantees?|buyers?|purchasers?|transferees?)"
_NAMES = rf"(?!(?i:the\s+)?(?:{_GIVER}|{_TAKER})\b)[A-Z][^();]{{2,240}}?"
_NAME = r"[A-Z][\w'\u2019-]*\.?(?:[ \t]+[A-Z][\w'\u2019-]*\.?){1,3}"
_QUALIFIERS = (
    r"(?i:(?:collectively|jointly|hereinafter|hereafter|herein|together|referred|called|known|to|as|the|an?),?\s+)*"
)
_AFTER_NAMES = (
    r"(?=,?\s+(?i:for|of|do|does|hereby|whose|conveys?|grants?|the following|all|as|to|party|residing)\b"
    r"|\s*[(;]|\.\s|$)"
)
_BEFORE_NAMES = r"\b(?i:by and between|between|by|from|to|unto|and)\s+"
_ROLE_TAG = r"\s*,?\s*(?:\(|(?i:hereinafter)\b)\s*"
_QUOTES = r"[\"'\u201c\u2019]*"


def _parties(role: str) -> tuple[str, ...]:
    """Phrase how a deed names a role's parties: `by NAMES (the "Role")`, `the Role, NAMES, …`, `NAME, Role`."""
    return (
        rf"{_BEFORE_NAMES}(?P<value>{_NAMES}){_ROLE_TAG}{_QUALIFIERS}{_QUOTES}{role}\b",
        rf"\b(?:{role})\s*(?:\(s\))?\s*,\s*(?P<value>{_NAMES}){_AFTER_NAMES}",
        rf"(?m)^[ \t]*(?P<value>{_NAME}),[ \t]*{role}[ \t]*$",
    )


def _rules(labels: str, *patterns: str) -> tuple[Rule, ...]:
    return tuple(Rule(tuple(labels.split("; ")), re.compile(pattern)) for pattern in patterns)


_TAKER_OF_A_CONVEYANCE = (
    r"\b(?i:(?:convey|grant|warrant|quitclaim|transfer)s?)\s+(?i:to|unto)\s+"
    rf"(?P<value>{_NAMES}){_AFTER_NAMES}"
)
_COUNTY_WORD = r"(?!(?:AND|STATE|STATES|IN|SS)\b)[A-Z][\w.'\u2019-]*\b"
_AFTER_PARCEL = (
    r"(?i:commonly known|permanent (?:index|real)|property address|parcel (?:number|id|no)|tax parcel|subject to"
    r"|to have and to hold|together with|APN)\b"
)
_END_OF_PARCEL = rf"(?:\.(?=\s+[A-Z][A-Za-z]{{2,}}|\s*$)|(?=\s*{_AFTER_PARCEL}|\s*$))"
_PARCEL_STARTS = (
    r"(?i:(?:lots?|units?|tract)\s+[\dA-Z]+\b|beginning at|commencing at|that (?:part|portion) of"
    r"|the \w+ (?:half|quarter))"
)
_AS_FOLLOWS = r"(?i:described\s+as(?:\s+follows)?\s*,?\s*(?:to[- ]wit)?)\s*:?\s*"
_PLACED = r"(?i:commonly known as|(?:located|situated) at|address of (?:the )?property is)\s*:?\s*"
_NUMBERED = r"(?:number|no\.?|id|#)"
_IDENTIFIER = r"[A-Z]{0,4}-?\d[\w./-]{2,}\w"
_SPELLED_DATE = r"[^.;:()]{0,12}?\d[^.;:()]{0,24}?\d{4}"

RULES: tuple[Rule, ...] = (
    *_rules("grantor; seller; transferor; vendor", *_parties(_GIVER)),
    *_rules("grantee; buyer; purchaser; transferee", *_parties(_TAKER), _TAKER_OF_A_CONVEYANCE),
    *_rules(
        "county",
        rf"(?i:county\s+of)\s+(?P<value>{_COUNTY_WORD}(?:\s+{_COUNTY_WORD}){{0,2}})",
        r"\b(?P<value>(?:Saint |St\. |New |San |Santa |Los |El |La )?[A-Z][a-z]+)\s+County\b",
    ),
    *_rules("state", rf"(?i:state\s+of)\s+(?P<value>(?i:{STATE_NAMES}))\b"),
    *_rules(
        "legal description; description of property",
        rf"{_AS_FOLLOWS}(?P<value>[A-Z].{{10,1500}}?{_END_OF_PARCEL})",
        rf"(?P<value>\b{_PARCEL_STARTS}.{{10,1500}}?{_END_OF_PARCEL})",
    ),
    *_rules(
        "property address; address of property",
        rf"{_PLACED}(?P<value>\d[^;|()]{{8,120}})",
    ),
    *_rules(
        "sale price; consideration; price; amount",
        r"(?i:(?:sale|purchase|selling)\s+price)\b[^.;$€£]{0,60}(?P<value>[$€£]\s?\d[\d,]*(?:\.\d\d)?)",
        r"(?i:\b(?:sum|price|consideration|amount)\s+of)\b[^.;$€£]{0,120}(?P<value>[$€£]\s?\d[\d,]*(?:\.\d\d)?)",
    ),
    *_rules(
        "parcel number; apn; pin; tax id",
        rf"(?i:\bparcel\s+(?:identification\s+)?{_NUMBERED}|\bAPN\b|\bpermanent index number)[\s:#.]*"
        rf"(?P<value>{_IDENTIFIER})",
    ),
    *_rules(
        "document number; instrument number",
        rf"(?i:\b(?:document|instrument|doc\.)\s+{_NUMBERED})[\s:#.]*(?P<value>{_IDENTIFIER})",
    ),
    *_rules("recording date; date recorded", rf"(?i:\brecorded)\b(?P<value>{_SPELLED_DATE})"),
    *_rules(
        "date; document date; date of deed; execution date; effective date",
        rf"(?i:\b(?:dated|made|executed|entered into)\b[^.;:()\d]{{0,40}})(?P<value>{_SPELLED_DATE})",
    ),
    *_rules(
        "notary; notary public; notary name; name of notary",
        rf"(?i:before me),?\s+(?i:the undersigned,?\s+)?(?P<value>{_NAME}),?\s+(?i:an?\s+notary\s+public)",
        rf"(?P<value>{_NAME})\s*,\s*(?i:an?\s+)?(?i:notary\s+public)",
        rf"(?m)^[ \t]*(?P<value>{_NAME})[ \t]*\n\s*(?i:notary\s+public)\b",
    ),
    *_rules(
        "notary commission expires; commission expires; commission expiration date",
        rf"(?i:commission\s+expires)\b[\s:]*(?P<value>{_SPELLED_DATE})",
    ),
)


def sayings(document: Document) -> Iterator[tuple[Rule, str]]:
    """Find every value that a rule's phrase gives, rule by rule, in the order of the text."""
    flowing = " ".join(document.text.split())
    for rule in RULES:
        # Signatures stand on lines of their own; everything else may be broken over several.
        text = document.text if rule.pattern.flags & re.MULTILINE else flowing
        for match in rule.pattern.finditer(text):
            yield rule, match["value"].strip(" ,")
