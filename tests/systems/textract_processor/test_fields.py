"""V1: what the document bears out of a model's answer."""

from collections.abc import Mapping
from typing import Any

from tests.systems.textract_processor.paper import Paper, deed
from tests.systems.textract_processor.world import V1_ANSWER
from textract_processor.domain.fields import Fields, ground
from textract_processor.domain.provenance import Evidence


def grounded(paper: Paper, **changes: Any) -> Fields:
    answer: Mapping[str, Any] = {**V1_ANSWER, **changes}
    return ground(answer, Evidence(paper.read()))


def test_a_true_answer_is_kept_with_confidence_and_place() -> None:
    fields = grounded(deed())
    assert {name: field.value for name, field in fields.by_name.items()} == V1_ANSWER
    assert fields.ungrounded == ()
    price = fields.by_name["salePrice"].to_json()
    assert (price["value"], price["confidence"], price["pages"]) == ({"amount": 425000, "currency": "USD"}, 99.0, [1])
    assert len(price["blockIds"]) == 1


def test_what_the_document_does_not_state_is_null_without_place() -> None:
    assert grounded(deed()).by_name["notary"].to_json() == {
        "value": None,
        "confidence": None,
        "pages": [],
        "blockIds": [],
    }


def test_an_invented_value_becomes_null_and_is_named() -> None:
    fields = grounded(deed(), notary="Grace Hopper", salePrice={"amount": 1, "currency": "USD"})
    assert fields.value("notary") is None
    assert fields.value("salePrice") is None
    assert set(fields.ungrounded) == {"notary", "salePrice"}


def test_an_invented_name_is_left_out_of_its_list() -> None:
    fields = grounded(deed(), grantees=["JANE DOE", "Grace Hopper"])
    assert fields.value("grantees") == ["JANE DOE"]
    assert fields.ungrounded == ("grantees",)


def test_an_invented_part_of_an_address_becomes_null() -> None:
    address = {"street": "12 Oak Street", "city": "Salem", "state": "Oregon", "zip": "99999"}
    assert grounded(deed(), propertyAddress=address).value("propertyAddress") == {**address, "zip": None}


def test_an_invented_address_is_none() -> None:
    address = {"street": "1 Elm Road", "city": None, "state": None, "zip": None}
    assert grounded(deed(), propertyAddress=address).value("propertyAddress") is None


def test_an_invented_date_becomes_null() -> None:
    assert grounded(deed(), recordingDate="2024-01-16").value("recordingDate") is None


def test_a_document_type_is_a_judgement_and_stays_without_confidence() -> None:
    field = grounded(Paper().line("PURCHASE AGREEMENT"), documentType="contract").by_name["documentType"]
    assert (field.value, field.grounds.confidence) == ("contract", None)
