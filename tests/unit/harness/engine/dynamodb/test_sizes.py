import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.engine.plugins.dynamodb.sizes import item_bytes


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": "abc"}, 3),
        ({"S": "ä"}, 2),
        ({"N": "100"}, 2),
        ({"N": "-12345"}, 4),
        ({"B": base64.b64encode(b"12345").decode()}, 5),
        ({"BOOL": True}, 1),
        ({"NULL": True}, 1),
        ({"SS": ["ab", "c"]}, 3),
        ({"L": []}, 3),
        ({"L": [{"S": "ab"}, {"BOOL": True}]}, 3 + 2 + 1 + 2),
        ({"M": {"key": {"S": "value"}}}, 3 + 3 + 5 + 1),
    ],
)
def test_a_value_has_the_documented_size(value: dict[str, Any], size: int) -> None:
    assert item_bytes({"name": value}) == len("name") + size


@given(st.binary(max_size=100))
def test_binary_counts_as_bytes_and_not_as_base64(data: bytes) -> None:
    assert item_bytes({"": {"B": base64.b64encode(data).decode()}}) == len(data)
