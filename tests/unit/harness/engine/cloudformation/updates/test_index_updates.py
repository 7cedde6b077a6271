"""The way from some secondary indexes to others."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from harness.engine.plugins.cloudformation.updates.kinds.dynamodb import index_updates

Index = dict[str, Any]


def index(name: str, key: str, units: int | None) -> Index:
    capacity = {"ReadCapacityUnits": units, "WriteCapacityUnits": 1}
    throughput = {} if units is None else {"ProvisionedThroughput": capacity}
    keys = [{"AttributeName": key, "KeyType": "HASH"}]
    return {"IndexName": name, "KeySchema": keys, "Projection": {"ProjectionType": "ALL"}, **throughput}


@st.composite
def indexes(draw: st.DrawFn) -> dict[str, Index]:
    names = draw(st.sets(st.sampled_from("abcd")))
    keys, units = st.sampled_from("xy"), st.integers(1, 2)
    return {name: index(name, draw(keys), draw(units)) for name in names}


def carry_out(step: dict[str, Any], table: dict[str, Index]) -> None:
    """What UpdateTable does, including what it refuses."""
    ((action, detail),) = step.items()
    name = detail["IndexName"]
    assert (name in table) is (action != "Create")
    if action == "Delete":
        del table[name]
    else:
        table[name] = {**table.get(name, {}), **detail}


@given(indexes(), indexes())
def test_the_steps_lead_from_one_to_the_other(before: dict[str, Index], after: dict[str, Index]) -> None:
    table = dict(before)
    for step in index_updates(before, after):
        carry_out(step, table)

    assert table == after


@given(indexes())
def test_what_is_right_is_left_alone(present: dict[str, Index]) -> None:
    described = {name: {**one, "IndexStatus": "ACTIVE", "ItemCount": 3} for name, one in present.items()}

    assert list(index_updates(described, present)) == []


def test_an_index_without_capacity_of_its_own_keeps_what_the_service_tells() -> None:
    assert list(index_updates({"a": index("a", "x", 5)}, {"a": index("a", "x", None)})) == []
