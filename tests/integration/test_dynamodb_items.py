"""What a table stores, and what it refuses."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients
from tests.integration.dynamodb_tables import ORDERS, create_orders, error_of, key, order


@pytest.fixture
def dynamodb(aws: Clients) -> Any:
    client = aws.client("dynamodb")
    create_orders(client)
    return client


def stored(dynamodb: Any, number: int = 1) -> Any:
    return dynamodb.get_item(TableName=ORDERS, Key=key(number)).get("Item")


def test_every_type_comes_back_as_it_was_put(dynamodb: Any) -> None:
    item = {
        **key(1),
        "text": {"S": "äöü 🙂"},
        "empty": {"S": ""},
        "binary": {"B": b"\x00\xff"},
        "yes": {"BOOL": True},
        "nothing": {"NULL": True},
        "texts": {"SS": ["a", "b"]},
        "numbers": {"NS": ["1", "2.5"]},
        "nested": {"M": {"list": {"L": [{"N": "1"}, {"M": {"deep": {"B": b"x"}}}]}}},
    }

    dynamodb.put_item(TableName=ORDERS, Item=item)

    assert stored(dynamodb) == item


@pytest.mark.parametrize(
    ("given", "kept"),
    [("1E3", "1000"), ("0.50", "0.5"), ("-0", "0"), ("12345678901234567890123456789012345678", None)],
)
def test_numbers_are_exact_and_have_one_spelling(dynamodb: Any, given: str, kept: str | None) -> None:
    dynamodb.put_item(TableName=ORDERS, Item={**key(1), "amount": {"N": given}})

    assert stored(dynamodb)["amount"] == {"N": kept or given}


def test_equal_numbers_are_one_key(dynamodb: Any) -> None:
    dynamodb.put_item(TableName=ORDERS, Item={"customer": {"S": "ann"}, "number": {"N": "1.0"}, "state": {"S": "new"}})

    assert stored(dynamodb, 1)["state"] == {"S": "new"}


def test_arithmetic_does_not_round(dynamodb: Any) -> None:
    dynamodb.put_item(TableName=ORDERS, Item=order(1, price={"N": "0.3"}))

    answer = dynamodb.update_item(
        TableName=ORDERS,
        Key=key(1),
        UpdateExpression="SET price = price - :part",
        ExpressionAttributeValues={":part": {"N": "0.1"}},
        ReturnValues="ALL_NEW",
    )

    assert answer["Attributes"]["price"] == {"N": "0.2"}


BAD_ITEMS = {
    "without its sort key": ({"customer": {"S": "ann"}}, "Missing the key number in the item"),
    "with a key of another type": ({**key(1), "customer": {"N": "1"}}, "Type mismatch for key customer"),
    "with an empty key": ({**key(1), "customer": {"S": ""}}, "An AttributeValue may not contain an empty string"),
    "with an index key of another type": (order(1, state=1), "Type mismatch for Index Key state"),
    "with too many digits": (order(1, amount={"N": "1" * 39}), "more than 38 significant digits"),
    "with too large a number": (order(1, amount={"N": "1E126"}), "Number overflow"),
    "with no number": (order(1, amount={"N": "ten"}), "cannot be converted to a numeric value"),
    "with an empty set": (order(1, tags={"SS": []}), "set  may not be empty"),
    "with a set with duplicates": (order(1, tags={"NS": ["1", "1.0"]}), "contains duplicates"),
    "larger than 400 KB": (order(1, text="x" * 400 * 1024), "Item size has exceeded the maximum allowed size"),
}


@pytest.mark.parametrize("case", BAD_ITEMS)
def test_an_item_is_refused(dynamodb: Any, case: str) -> None:
    item, reason = BAD_ITEMS[case]

    with pytest.raises(ClientError) as refusal:
        dynamodb.put_item(TableName=ORDERS, Item=item)

    code, message = error_of(refusal.value)
    assert code == "ValidationException"
    assert reason in message


def test_an_item_may_have_400_kb_to_the_byte(dynamodb: Any) -> None:
    overhead = len("customer") + len("ann") + len("number") + 2 + len("text")

    dynamodb.put_item(TableName=ORDERS, Item=order(1, text="x" * (400 * 1024 - overhead)))

    with pytest.raises(ClientError, match="Item size"):
        dynamodb.put_item(TableName=ORDERS, Item=order(1, text="x" * (400 * 1024 - overhead + 1)))


BAD_UPDATES: dict[str, tuple[dict[str, Any], str]] = {
    "of the key": (
        {"UpdateExpression": "SET customer = :v", "ExpressionAttributeValues": {":v": {"S": "b"}}},
        "This attribute is part of the key",
    ),
    "with an undefined value": ({"UpdateExpression": "SET a = :v"}, "attribute value: :v"),
    "with an undefined name": (
        {
            "UpdateExpression": "SET a = :v",
            "ConditionExpression": "#n = :v",
            "ExpressionAttributeValues": {":v": {"S": "b"}},
        },
        "attribute name: #n",
    ),
    "with an unused value": (
        {"UpdateExpression": "REMOVE a", "ExpressionAttributeValues": {":v": {"S": "b"}}},
        "unused in expressions: keys: {:v}",
    ),
    "with an unused name": (
        {"UpdateExpression": "REMOVE a", "ExpressionAttributeNames": {"#n": "b"}},
        "unused in expressions: keys: {#n}",
    ),
    "with an empty expression": ({"UpdateExpression": " "}, "The expression can not be empty"),
    "with a syntax error": ({"UpdateExpression": "REMOVE a", "ConditionExpression": "a = = b"}, "Invalid"),
    "of a reserved word": (
        {"UpdateExpression": "SET status = :v", "ExpressionAttributeValues": {":v": {"S": "b"}}},
        "reserved keyword: status",
    ),
    "of a missing document": (
        {"UpdateExpression": "SET a.b = :v", "ExpressionAttributeValues": {":v": {"S": "b"}}},
        "document path",
    ),
    "to more than 400 KB": (
        {"UpdateExpression": "SET a = :v", "ExpressionAttributeValues": {":v": {"S": "x" * 400 * 1024}}},
        "exceeded the maximum allowed size",
    ),
}


@pytest.mark.parametrize("case", BAD_UPDATES)
def test_an_update_is_refused_and_leaves_no_trace(dynamodb: Any, case: str) -> None:
    update, reason = BAD_UPDATES[case]

    with pytest.raises(ClientError) as refusal:
        dynamodb.update_item(TableName=ORDERS, Key=key(1), **update)

    code, message = error_of(refusal.value)
    assert code == "ValidationException"
    assert reason in message
    assert stored(dynamodb) is None


def test_an_update_that_fails_half_way_leaves_the_item_as_it_was(dynamodb: Any) -> None:
    before = order(1, title="new", visits=1)
    dynamodb.put_item(TableName=ORDERS, Item=before)

    with pytest.raises(ClientError, match="exceeded the maximum allowed size"):
        dynamodb.update_item(
            TableName=ORDERS,
            Key=key(1),
            UpdateExpression="SET title = :done, body = :huge ADD visits :one",
            ExpressionAttributeValues={
                ":done": {"S": "done"},
                ":huge": {"S": "x" * 400 * 1024},
                ":one": {"N": "1"},
            },
        )

    assert stored(dynamodb) == before


def test_a_failed_condition_returns_the_item_if_asked_to(dynamodb: Any) -> None:
    there = order(1, state="new")
    dynamodb.put_item(TableName=ORDERS, Item=there)

    with pytest.raises(ClientError) as failure:
        dynamodb.put_item(
            TableName=ORDERS,
            Item=order(1, state="other"),
            ConditionExpression="attribute_not_exists(customer)",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )

    assert error_of(failure.value)[0] == "ConditionalCheckFailedException"
    response: Any = failure.value.response
    assert response["Item"] == there


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("amount = :amount", True),
        ("amount BETWEEN :zero AND :amount", True),
        ("amount < :text", False),
        ("amount <> :text", True),
        ("absent < :amount", False),
        ("size(title) = :three", True),
        ("size(absent) < :three", False),
        ("flag = :one", False),
        ("zero BETWEEN :zero AND :amount", True),
        ("amount IN (:zero, :amount)", True),
        ("NOT contains(tags, :text)", True),
    ],
)
def test_conditions_compare_values_of_one_type_only(dynamodb: Any, condition: str, holds: bool) -> None:
    amount = {"N": "90071992547409931234567890"}
    tags: dict[str, Any] = {"SS": ["a"]}
    dynamodb.put_item(
        TableName=ORDERS, Item=order(1, amount=amount, zero=0, title="new", flag={"BOOL": True}, tags=tags)
    )
    values = {":amount": amount, ":zero": {"N": "0"}, ":one": {"N": "1"}, ":three": {"N": "3"}, ":text": {"S": "1"}}
    used = {name: value for name, value in values.items() if name in condition}

    def delete() -> None:
        dynamodb.delete_item(
            TableName=ORDERS, Key=key(1), ConditionExpression=condition, ExpressionAttributeValues=used
        )

    if holds:
        delete()
    else:
        with pytest.raises(ClientError, match="conditional request failed"):
            delete()


@pytest.mark.parametrize(
    "wrong_key", [{"customer": {"S": "ann"}}, {**key(1), "more": {"S": "x"}}, {**key(1), "number": {"S": "1"}}]
)
def test_a_key_must_be_the_table_s(dynamodb: Any, wrong_key: dict[str, Any]) -> None:
    with pytest.raises(ClientError, match="does not match the schema"):
        dynamodb.get_item(TableName=ORDERS, Key=wrong_key)


def test_responses_have_nothing_that_nobody_asked_for(dynamodb: Any) -> None:
    answer = dynamodb.update_item(
        TableName=ORDERS,
        Key=key(1),
        UpdateExpression="SET a = :v",
        ExpressionAttributeValues={":v": {"S": "b"}},
    )

    assert set(answer) == {"ResponseMetadata"}


def test_a_batch_with_one_wrong_item_writes_nothing(dynamodb: Any) -> None:
    batch = [{"PutRequest": {"Item": order(1)}}, {"PutRequest": {"Item": order(2, state=1)}}]

    with pytest.raises(ClientError, match="Type mismatch for Index Key"):
        dynamodb.batch_write_item(RequestItems={ORDERS: batch})

    assert stored(dynamodb, 1) is None


@pytest.mark.parametrize(
    ("batch", "reason"),
    [
        ([{"PutRequest": {"Item": order(number)}} for number in range(26)], "Too many items"),
        ([{"PutRequest": {"Item": order(1, a=1)}}, {"DeleteRequest": {"Key": key(1)}}], "contains duplicates"),
    ],
)
def test_a_batch_is_refused(dynamodb: Any, batch: list[dict[str, Any]], reason: str) -> None:
    with pytest.raises(ClientError, match=reason):
        dynamodb.batch_write_item(RequestItems={ORDERS: batch})


def test_a_batch_reads_back_what_a_batch_wrote(dynamodb: Any) -> None:
    items = [order(number) for number in range(25)]
    written = dynamodb.batch_write_item(RequestItems={ORDERS: [{"PutRequest": {"Item": item}} for item in items]})

    keys = [key(number) for number in range(30)]
    read = dynamodb.batch_get_item(RequestItems={ORDERS: {"Keys": keys}})

    assert written["UnprocessedItems"] == {}
    assert read["UnprocessedKeys"] == {}
    assert sorted(read["Responses"][ORDERS], key=str) == sorted(items, key=str)


def test_a_batch_that_is_too_large_to_answer_names_the_keys_that_are_left(dynamodb: Any) -> None:
    for number in range(42):
        dynamodb.put_item(TableName=ORDERS, Item=order(number, text="x" * 400_000))

    pending = {ORDERS: {"Keys": [key(number) for number in range(42)]}}
    rounds, found = 0, 0
    while pending:
        answer = dynamodb.batch_get_item(RequestItems=pending)
        found += len(answer["Responses"][ORDERS])
        pending = answer["UnprocessedKeys"]
        rounds += 1

    assert (found, rounds) == (42, 2)
