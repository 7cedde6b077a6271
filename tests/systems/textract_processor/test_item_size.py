"""The size of an item by DynamoDB's rules."""

from decimal import Decimal
from typing import Any

import pytest

from textract_processor.domain.item_size import item_bytes, value_bytes


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ("é", 2),
        (None, 1),
        (True, 1),
        (0, 2),
        (7, 2),
        (100, 2),
        (123, 3),
        (-12, 3),
        (0.5, 2),
        (Decimal("425000.50"), 5),
        ([], 3),
        (["ab", 7], 3 + (1 + 2) + (1 + 2)),
        ({"name": "ab"}, 3 + 1 + 4 + 2),
    ],
)
def test_a_value_takes_its_documented_bytes(value: Any, size: int) -> None:
    assert value_bytes(value) == size


def test_an_item_takes_its_names_and_values() -> None:
    assert item_bytes({"id": "ab", "n": 1}) == 2 + 2 + 1 + 2


def test_what_no_item_holds_has_no_size() -> None:
    with pytest.raises(TypeError, match="object"):
        value_bytes(object())
