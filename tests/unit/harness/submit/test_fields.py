import pytest
from pydantic import JsonValue

from harness.errors import SubmitError
from harness.submit.fields import Field, label_of, read_v1, text_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("Warranty Deed", "Warranty Deed"),
        (["JOHN A. CHEN", "MARY CHEN"], "JOHN A. CHEN; MARY CHEN"),
        ({"street": "1 Mill Road", "city": "Austin", "state": None, "zip": "78701"}, "1 Mill Road, Austin, 78701"),
        ({"amount": 425000, "currency": "USD"}, "USD 425,000.00"),
        (True, "yes"),
        (3, "3"),
        ([], ""),
        ({"amount": None, "currency": None}, ""),
    ],
)
def test_a_value_reads_as_people_write_it(value: JsonValue, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(("name", "label"), [("salePrice", "Sale price"), ("county", "County"), ("a_b", "A b")])
def test_a_label_is_made_of_words(name: str, label: str) -> None:
    assert label_of(name) == label


@pytest.mark.parametrize(
    ("confidence", "level"), [(None, ""), (100, "sure"), (90, "sure"), (89.9, "fair"), (0, "doubtful")]
)
def test_confidence_has_levels(confidence: float | None, level: str) -> None:
    assert Field(confidence=confidence).level == level


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[]", b'{"fields": {}}', b'{"model": "m", "fields": {"a": {"pages": 1}}}']
)
def test_an_output_of_another_form_is_reported(content: bytes) -> None:
    with pytest.raises(SubmitError, match="V1 output"):
        read_v1(content)
