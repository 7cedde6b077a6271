import pytest

from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.responders.extractive.wanted import Wanted
from fakes.bedrock.responders.extractive.words import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("parcelNumber", ("parcel", "number")),
        ("APN_no", ("apn", "number")),
        ("Document No. / Instrument #", ("document", "number", "document", "number")),
        ("Names of the Grantees", ("name", "grantee")),
        ("Counties", ("county",)),
        ("address", ("address",)),
        ("HTTPStatus", ("http", "status")),
    ],
)
def test_words_are_comparable(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("recordingDate", "Date Recorded"),
        ("parcelNumber", "Parcel Number (APN)"),
        ("parcelNumber", "Parcel"),
        ("buyerNames", "Buyer 2"),
        ("grantor", "Name of Grantor"),
        ("documentNumber", "Instrument No."),
    ],
)
def test_a_label_answers_to_a_property(name: str, label: str) -> None:
    assert Wanted(name, {}).match(label) >= 0.5


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("county", "County Recorder"),
        ("documentNumber", "Document"),
        ("documentType", "Document Number"),
        ("grantorAddress", "Address"),
        ("price", ""),
        ("price", "12"),
    ],
)
def test_a_label_of_something_else_does_not(name: str, label: str) -> None:
    assert Wanted(name, {}).match(label) < 0.5


def test_titles_aliases_and_descriptions_are_names_too() -> None:
    shape: JsonObject = {
        "title": "Parcel number / APN",
        "x-aliases": ["Tax Lot"],
        "description": "The assessor's folio of the land",
    }
    wanted = Wanted("pn", shape)

    assert wanted.match("APN") == wanted.match("Tax Lot") == 1.0
    assert 0 < wanted.match("Folio") < wanted.match("APN")


def test_inside_an_object_a_common_name_means_that_objects() -> None:
    notary = Wanted("notary", {})

    assert Wanted("name", {}, notary).match("Name") == 0
    assert Wanted("name", {}, notary).match("Notary Name") == 1
    assert Wanted("city", {}, notary).match("City") == 0
