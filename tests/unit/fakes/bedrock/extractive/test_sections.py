"""Extraction of everything: the schema whose sections have fields and tables."""

import pytest

from fakes.bedrock.responders.extractive.kinds import kind_of
from tests.unit.fakes.bedrock.extractive.asking import ask
from tests.unit.fakes.bedrock.extractive.schemas import SECTIONS, TEXT, listing, record

DOCUMENT = """Order Number: 7
PARTIES
Buyer: Ann Lee
Paid: Yes
A sentence that belongs to no label.
EMPTY SECTION
FEES
| Description | Amount |
| Recording fee | $203.00 |
"""


def test_labels_and_tables_are_grouped_under_their_headings() -> None:
    assert ask(SECTIONS, DOCUMENT) == {
        "sections": [
            {"title": "", "fields": [{"name": "Order Number", "value": "7", "type": "number"}], "tables": []},
            {
                "title": "PARTIES",
                "fields": [
                    {"name": "Buyer", "value": "Ann Lee", "type": "person"},
                    {"name": "Paid", "value": "Yes", "type": "boolean"},
                ],
                "tables": [],
            },
            {
                "title": "FEES",
                "fields": [],
                "tables": [
                    {"title": "FEES", "headers": ["Description", "Amount"], "rows": [["Recording fee", "$203.00"]]}
                ],
            },
        ]
    }


def test_sections_go_by_other_names_too() -> None:
    groups = record(groups=listing(record(heading=TEXT, entries=listing(record(label=TEXT, value=TEXT)))))

    assert ask(groups, "PARTIES\nBuyer: Ann Lee") == {
        "groups": [{"heading": "PARTIES", "entries": [{"label": "Buyer", "value": "Ann Lee"}]}]
    }


def test_an_empty_document_has_no_sections() -> None:
    assert ask(SECTIONS, "") == {"sections": []}


@pytest.mark.parametrize(
    ("label", "value", "kind"),
    [
        ("Price", "$1,200.50", "money"),
        ("Acres", "2.5", "number"),
        ("Share", "50%", "number"),
        ("Signed", "July 10, 2024", "date"),
        ("Homestead", "[x]", "boolean"),
        ("Where", "12 Oak St, Portland, OR 97204", "address"),
        ("Buyer", "Ann Lee", "person"),
        ("County", "Santa Clara", "text"),
        ("Note", "It was signed, sealed and delivered on July 10, 2024", "text"),
        ("Parcel", "12-34", "text"),
    ],
)
def test_kinds_are_inferred(label: str, value: str, kind: str) -> None:
    assert kind_of(label, value) == kind
