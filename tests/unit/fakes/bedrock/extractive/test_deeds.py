"""Extraction as the first system asks for it: the fields of a deed."""

import pytest

from fakes.bedrock.json_value import JsonObject
from tests.unit.fakes.bedrock.extractive.asking import ask
from tests.unit.fakes.bedrock.extractive.schemas import DEED, NAMES, TEXT, listing, nullable, record

FORM = """--- page 1 ---
Document Number: 2024-0861168
Recording Date: July 10, 2024
County: Sangamon
Parcel Number (APN): 664-534-17
Sale Price: $334,000.00
Property Address: 714 Alder Street, Springfield, IL 62704
Grantors: JOHN A. SMITH and MARY SMITH
Buyer: ACME HOLDINGS, LLC
Notary Public: Jane Roe
"""

PROSE = """WARRANTY DEED
THIS INDENTURE, made this 21st day of June, 2024, by JOHN A. SMITH and MARY SMITH,
husband and wife (the "Grantors"), to ACME HOLDINGS, LLC, an Illinois limited
liability company (hereinafter referred to as the "Grantee"), witnesseth that for the
sum of $425,000.00 the Grantors convey and warrant to the Grantee the following land
in the County of Sangamon, State of Illinois, described as follows: Lot 12, Block 3 of
Oak Ridge, according to the plat thereof recorded as Document No. 1999-12345. Commonly
known as 714 Alder Street, Springfield, IL 62704. Parcel Number 664-534-17.
STATE OF ILLINOIS
COUNTY OF SANGAMON
On this day before me, Jane Roe, a Notary Public, appeared JOHN A. SMITH.
"""


def test_a_form_is_read_by_its_labels() -> None:
    assert ask(DEED, FORM) == {
        "documentType": None,
        "grantors": ["JOHN A. SMITH", "MARY SMITH"],
        "grantees": ["ACME HOLDINGS, LLC"],
        "propertyAddress": {"street": "714 Alder Street", "city": "Springfield", "state": "IL", "zip": "62704"},
        "parcelNumber": "664-534-17",
        "legalDescription": None,
        "salePrice": {"amount": 334000, "currency": "USD"},
        "recordingDate": "2024-07-10",
        "documentNumber": "2024-0861168",
        "county": "Sangamon",
        "notary": "Jane Roe",
    }


def test_a_deed_is_read_by_the_phrases_of_its_prose() -> None:
    assert ask(DEED, PROSE) == {
        "documentType": "WARRANTY DEED",
        "grantors": ["JOHN A. SMITH", "MARY SMITH"],
        "grantees": ["ACME HOLDINGS, LLC"],
        "propertyAddress": {"street": "714 Alder Street", "city": "Springfield", "state": "IL", "zip": "62704"},
        "parcelNumber": "664-534-17",
        "legalDescription": "Lot 12, Block 3 of Oak Ridge, according to the plat thereof recorded as Document No. "
        "1999-12345.",
        "salePrice": {"amount": 425000, "currency": "USD"},
        "recordingDate": None,
        "documentNumber": "1999-12345",
        "county": "Sangamon",
        "notary": "Jane Roe",
    }


@pytest.mark.parametrize(
    ("sentence", "grantors", "grantees"),
    [
        (
            "THE GRANTOR, JOHN SMITH, a single man, of the County of Cook, for and in consideration of Ten Dollars, "
            "CONVEYS AND WARRANTS to JANE DOE, all interest in the land.",
            ["JOHN SMITH"],
            ["JANE DOE"],
        ),
        (
            'This deed is between Ann Lee ("Seller") and Bob Ray and Cy Poe (collectively, the "Buyers").',
            ["Ann Lee"],
            ["Bob Ray", "Cy Poe"],
        ),
        ("Signed by the parties.\nANN LEE, Grantor\nBOB RAY, Grantee\n", ["ANN LEE"], ["BOB RAY"]),
        ("The Grantor conveys the land to the Grantee.", [], []),
    ],
)
def test_parties_are_found_however_a_deed_names_them(sentence: str, grantors: list[str], grantees: list[str]) -> None:
    assert ask(record(grantors=NAMES, grantees=NAMES), sentence) == {"grantors": grantors, "grantees": grantees}


def test_the_title_of_the_whole_answer_means_nothing_to_its_properties() -> None:
    assert ask({**DEED, "title": "Property document"}, FORM) == ask(DEED, FORM)


def test_nothing_is_made_up() -> None:
    found = ask(DEED, "The weather was fine, and nobody sold anything.")

    assert found == {name: [] if name in {"grantors", "grantees"} else None for name in found}


KINDS: list[JsonObject] = [
    nullable("string", enum=["contract", "deed", "mortgage", "other", None]),
    {"enum": ["deed", "warranty_deed", None]},
]


@pytest.mark.parametrize(("kind", "chosen"), [(KINDS[0], "deed"), (KINDS[1], "warranty_deed")])
def test_a_choice_is_made_by_its_words_the_longest_first(kind: JsonObject, chosen: str) -> None:
    assert ask(record(documentType=kind), PROSE) == {"documentType": chosen}


def test_a_vague_choice_needs_a_label() -> None:
    kind = record(documentType=KINDS[0])

    assert ask(kind, "for other good and valuable consideration") == {"documentType": None}
    assert ask(kind, "Document Type: Other") == {"documentType": "other"}


def test_rows_of_a_table_become_records() -> None:
    fees = record(fees=listing(record(description=TEXT, amount=nullable("number"))))
    table = "| Description | Amount |\n| Recording fee | $203.00 |\n| Transfer tax | n/a |"

    assert ask(fees, table) == {
        "fees": [{"description": "Recording fee", "amount": 203}, {"description": "Transfer tax", "amount": None}]
    }


def test_people_become_records_when_the_schema_wants_them_so() -> None:
    people = record(grantors=listing(record(name=TEXT, share=nullable("number"))))

    assert ask(people, "Grantors: Ann Lee and Bob Ray") == {
        "grantors": [{"name": "Ann Lee", "share": None}, {"name": "Bob Ray", "share": None}]
    }


def test_a_column_is_a_list() -> None:
    assert ask(record(parcels=NAMES), "| Parcel | Acres |\n| 12-34 | 1 |\n| 56-78 | 2 |") == {
        "parcels": ["12-34", "56-78"]
    }


def test_parts_of_a_nested_object_are_found_one_by_one() -> None:
    notary = record(notary=record(name=TEXT, commissionExpires=nullable("string", format="date")))

    assert ask(notary, "Ann Lee, Notary Public. My commission expires: March 5, 2027") == {
        "notary": {"name": "Ann Lee", "commissionExpires": "2027-03-05"}
    }


@pytest.mark.parametrize(("said", "value"), [("Yes", True), ("[ ]", False), ("perhaps", None)])
def test_boxes_and_words_say_yes_or_no(said: str, value: bool | None) -> None:
    assert ask(record(homestead=nullable("boolean")), f"Homestead: {said}") == {"homestead": value}


def test_a_value_that_the_schema_refuses_gives_way_to_the_next() -> None:
    number = record(parcelNumber=nullable("string", pattern=r"^\d{2}-\d{2}$"))

    assert ask(number, "Parcel Number: 123\nParcel No.: 12-34") == {"parcelNumber": "12-34"}


def test_an_object_of_which_too_little_is_stated_is_missing() -> None:
    parts = record(amount={"type": "number"}, currency={"type": "string", "pattern": "^[A-Z]{3}$"})
    price = record(salePrice={**parts, "type": ["object", "null"]})

    assert ask(price, "Sale Price: $5") == {"salePrice": {"amount": 5, "currency": "USD"}}
    assert ask(price, "Sale Price: 5") == {"salePrice": None}


def test_optional_properties_that_may_not_be_null_are_left_out() -> None:
    schema: JsonObject = {"type": "object", "properties": {"county": {"type": "string"}, "year": {"type": "integer"}}}

    assert ask(schema, "nothing") == {"county": ""}
