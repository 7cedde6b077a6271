import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.engine.plugins.dynamodb.errors import ValidationError
from harness.engine.plugins.dynamodb.values import canonical_request

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.builds(lambda text: {"S": text}, st.text(max_size=5)),
        st.builds(lambda number: {"N": str(number)}, st.integers(-(10**20), 10**20)),
        st.builds(lambda texts: {"SS": sorted(texts)}, st.sets(st.text(max_size=3), min_size=1, max_size=4)),
        st.just({"NULL": True}),
    ),
    lambda inner: st.one_of(
        st.builds(lambda values: {"L": values}, st.lists(inner, max_size=3)),
        # Attributes may have the names of types.
        st.builds(lambda values: {"M": values}, st.dictionaries(st.sampled_from("SNMLabc"), inner, max_size=3)),
    ),
    max_leaves=10,
)


@given(VALUES)
def test_values_in_their_canonical_spelling_stay_as_they_are(value: Any) -> None:
    request = {"Item": {"N": value, "name": value}}

    assert canonical_request(request) == request


def test_numbers_and_sets_are_respelled_wherever_they_are() -> None:
    request = {"TransactItems": [{"Put": {"Item": {"a": {"L": [{"N": "1.0"}, {"M": {"NS": {"NS": ["2", "1E0"]}}}]}}}}]}

    (entry,) = canonical_request(request)["TransactItems"]

    assert entry["Put"]["Item"]["a"] == {"L": [{"N": "1"}, {"M": {"NS": {"NS": ["1", "2"]}}}]}


def test_requests_share_the_names_of_attributes() -> None:
    body = '{"Item": {"owner of the house": {"M": {"date of the deed": {"S": "1999"}}}}}'

    first, second = (canonical_request(json.loads(body))["Item"] for _ in range(2))

    (name,), (other,) = first, second
    assert name is other
    (name,), (other,) = first[name]["M"], second[name]["M"]
    assert name is other


def test_nesting_ends_somewhere() -> None:
    value: dict[str, Any] = {"S": "deep"}
    for _ in range(50):
        value = {"L": [value]}

    with pytest.raises(ValidationError, match="Nesting"):
        canonical_request({"Item": {"a": value}})
