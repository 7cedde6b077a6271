"""Whatever an operation does: all of it stays, or nothing."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.harness.engine.dynamodb.database import Database

STREAM = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
NAMES = ["a", "b", "c"]


def put(name: str, value: int) -> dict[str, Any]:
    return {"Put": {"TableName": "things", "Item": {"id": {"S": name}, "value": {"N": str(value)}}}}


def add(name: str, value: int) -> dict[str, Any]:
    update = {
        "UpdateExpression": "SET visits = if_not_exists(visits, :zero) + :n, tags.deep = :n",
        "ExpressionAttributeValues": {":n": {"N": str(value)}, ":zero": {"N": "0"}},
    }
    return {"Update": {"TableName": "things", "Key": {"id": {"S": name}}, **update}}


def tag(name: str, value: int) -> dict[str, Any]:
    update = {"UpdateExpression": "SET tags = :m", "ExpressionAttributeValues": {":m": {"M": {"v": {"N": str(value)}}}}}
    return {"Update": {"TableName": "things", "Key": {"id": {"S": name}}, **update}}


def delete(name: str, _value: int) -> dict[str, Any]:
    return {"Delete": {"TableName": "things", "Key": {"id": {"S": name}}}}


ACTIONS = st.builds(
    lambda kind, name, value: kind(name, value),
    st.sampled_from([put, add, tag, delete]),
    st.sampled_from(NAMES),
    st.integers(0, 3),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(ACTIONS, min_size=1, max_size=3), max_size=8))
def test_a_stream_replayed_is_the_table(transactions: list[list[dict[str, Any]]]) -> None:
    """Transactions that succeed or fail, and at the end the records tell exactly how the table came about."""
    database = Database()
    database.create(StreamSpecification=STREAM)
    for actions in transactions:
        before, told = database.items(), len(database.records())
        status, _ = database.call("TransactWriteItems", TransactItems=actions)
        if status != 200:
            assert database.items() == before
            assert len(database.records()) == told

    replayed: dict[str, Any] = {}
    for record in database.records():
        name, change = record["dynamodb"]["Keys"]["id"]["S"], record["dynamodb"]
        assert change.get("OldImage") == replayed.pop(name, None)
        if "NewImage" in change:
            assert change["NewImage"] != change.get("OldImage")
            replayed[name] = change["NewImage"]

    assert replayed == database.items()
