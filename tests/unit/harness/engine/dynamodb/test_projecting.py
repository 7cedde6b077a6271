"""Parts of items, taken as they are and not by way of plain Python."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moto.dynamodb.models.dynamo_type import DynamoType, Item

from harness.engine.plugins.dynamodb.projecting import projecting

HASH = DynamoType({"S": "1"})
PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.builds(lambda text: {"S": text}, st.text(min_size=1, max_size=5)), st.just({"N": "12"})),
    lambda inner: st.one_of(
        st.builds(lambda values: {"L": values}, st.lists(inner, max_size=3)),
        st.builds(lambda values: {"M": values}, st.dictionaries(st.sampled_from("xyz"), inner, min_size=1, max_size=3)),
    ),
    max_leaves=8,
)
ITEMS = st.dictionaries(st.sampled_from("abcd"), PLAIN, max_size=4)
NAMES = st.lists(st.sampled_from("abcdxyz"), min_size=1, max_size=3)


def item(attributes: dict[str, Any]) -> Item:
    return Item(HASH, None, attributes)


def never(self: Item, paths: Any) -> Item:
    raise AssertionError("moto isn't asked")


@given(ITEMS, NAMES)
def test_whole_attributes_are_taken_without_asking_moto(attributes: dict[str, Any], names: list[str]) -> None:
    part = projecting(never)(item(attributes), [[name] for name in names])
    assert part.to_json()["Attributes"] == {name: attributes[name] for name in names if name in attributes}


@pytest.mark.parametrize("paths", [[["a", "x"]], [["b"], ["a", "x"]], [["a[0]"]]])
def test_what_lies_deeper_is_for_moto_to_find(paths: list[list[str]]) -> None:
    found = item({})
    assert projecting(lambda self, paths: found)(item({"a": {"M": {"x": {"S": "y"}}}}), paths) is found


def test_sets_and_bytes_stay_what_they_are() -> None:
    whole = {"numbers": {"NS": ["1", "2"]}, "bytes": {"B": "AAE="}, "other": {"S": "x"}}
    part = projecting(never)(item(whole), [["numbers"], ["bytes"], ["missing"]])
    assert part.to_json()["Attributes"] == {name: whole[name] for name in ("numbers", "bytes")}


def test_what_is_taken_can_be_changed_without_changing_the_item() -> None:
    whole = item({"list": {"L": [{"S": "a"}]}})
    projecting(never)(whole, [["list"]]).attrs["list"].value.clear()
    assert len(whole.attrs["list"].value) == 1
