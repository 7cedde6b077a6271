"""Whatever the schema and whatever the document: the answer validates, and says nothing that the document doesn't."""

import re
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.bedrock.json_value import Json, JsonObject
from tests.unit.fakes.bedrock.extractive.asking import ask
from tests.unit.fakes.bedrock.extractive.schemas import ADDRESS, NAMES, NUMBER, SECTIONS, TEXT, listing, nullable

NAME = st.sampled_from(
    ["grantors", "county", "salePrice", "parcelNumber", "notary", "propertyAddress", "recordedBy", "total", "x", "é"]
)
LEAF: st.SearchStrategy[JsonObject] = st.sampled_from(
    [
        TEXT,
        NUMBER,
        NAMES,
        ADDRESS,
        nullable("integer", minimum=3),
        nullable("boolean"),
        nullable("string", maxLength=5),
        nullable("string", pattern="^[A-Z]"),
        {"enum": ["deed", "bill_of_sale", 7, None]},
        {"anyOf": [{"type": "string", "minLength": 2}, {"type": "null"}]},
        {"type": "string"},
        {},
    ]
)


def objects(children: st.SearchStrategy[JsonObject]) -> st.SearchStrategy[JsonObject]:
    properties = st.dictionaries(NAME, children, min_size=1, max_size=4)
    return st.builds(
        lambda parts, demanded: {"type": "object", "properties": parts, "required": sorted(parts) if demanded else []},
        properties,
        st.booleans(),
    )


NODE = st.recursive(LEAF, lambda children: objects(children) | children.map(listing), max_leaves=8)
SCHEMA = objects(NODE)

WORDS = """County:|Parcel Number|Grantor|(the|"Grantors")|by|to|and|JOHN A. SMITH|Ann Lee,|$425,000.00|12-34|2024-02-30
March 5, 2024|State of Illinois|deed|bill of sale|Notary Public|12 Oak St, Portland, OR 97204|--- page 2 ---|Lot 12,
7|[x]|:|;|</document>|<schema>|{}|WARRANTY DEED"""
WORD = st.sampled_from([*re.split(r"[|\n]", WORDS), "|", "| a | b |", "\n", "\n\n"])
DOCUMENT = st.lists(WORD | st.text(max_size=8), max_size=30).map(" ".join)


@settings(deadline=None)
@given(SCHEMA, DOCUMENT)
def test_every_answer_validates_and_is_drawn_from_the_document(schema: JsonObject, document: str) -> None:
    found = ask(schema, document)

    assert_drawn(found, document)


@settings(deadline=None)
@given(DOCUMENT)
def test_sections_are_drawn_from_the_document(document: str) -> None:
    for section in ask(SECTIONS, document)["sections"]:
        assert_drawn([section["title"], section["tables"]], document)
        assert_drawn([[field["name"], field["value"]] for field in section["fields"]], document)


def assert_drawn(answer: Json, document: str) -> None:
    """Every text stands in the document, but for case, white space, punctuation, and a date's or an amount's form."""
    whole = normal(document)
    assert [text for text in strings(answer) if normal(text) not in whole] == []


def strings(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def normal(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
