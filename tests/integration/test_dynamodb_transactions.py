"""Transactions: all or nothing, and once."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients
from tests.integration.dynamodb_tables import ORDERS, create_orders, error_of, key, order

STATE = {"#s": "state"}


@pytest.fixture
def dynamodb(aws: Clients) -> Any:
    """One order, number 1, which is new."""
    client = aws.client("dynamodb")
    create_orders(client)
    client.put_item(TableName=ORDERS, Item=order(1, state="new", visits=1))
    return client


def put(number: int, **more: Any) -> dict[str, Any]:
    return {"Put": {"TableName": ORDERS, "Item": order(number), **more}}


def update(number: int, expression: str, values: dict[str, Any], **more: Any) -> dict[str, Any]:
    update = {"UpdateExpression": expression, "ExpressionAttributeValues": values, **more}
    return {"Update": {"TableName": ORDERS, "Key": key(number), **update}}


def is_stored(dynamodb: Any, number: int) -> bool:
    return "Item" in dynamodb.get_item(TableName=ORDERS, Key=key(number))


def test_all_four_kinds_of_action_work_together(dynamodb: Any) -> None:
    dynamodb.put_item(TableName=ORDERS, Item=order(2))
    dynamodb.put_item(TableName=ORDERS, Item=order(3))

    dynamodb.transact_write_items(
        TransactItems=[
            put(4),
            update(1, "SET visits = visits + :one", {":one": {"N": "1"}}),
            {"Delete": {"TableName": ORDERS, "Key": key(2)}},
            {
                "ConditionCheck": {
                    "TableName": ORDERS,
                    "Key": key(3),
                    "ConditionExpression": "attribute_exists(customer)",
                }
            },
        ]
    )
    read = dynamodb.transact_get_items(
        TransactItems=[{"Get": {"TableName": ORDERS, "Key": key(number)}} for number in (1, 2, 3, 4)]
    )

    assert [answer.get("Item") for answer in read["Responses"]] == [
        order(1, state="new", visits=2),
        None,
        order(3),
        order(4),
    ]


def test_a_cancelled_transaction_gives_each_action_s_reason_and_writes_nothing(dynamodb: Any) -> None:
    with pytest.raises(ClientError) as cancelled:
        dynamodb.transact_write_items(
            TransactItems=[
                put(2),
                put(
                    1,
                    ConditionExpression="attribute_not_exists(customer)",
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                ),
                {
                    "ConditionCheck": {
                        "TableName": ORDERS,
                        "Key": key(9),
                        "ConditionExpression": "attribute_exists(customer)",
                    }
                },
            ]
        )

    code, message = error_of(cancelled.value)
    assert code == "TransactionCanceledException"
    assert message.endswith("[None, ConditionalCheckFailed, ConditionalCheckFailed]")
    assert cancelled.value.response["CancellationReasons"] == [
        {"Code": "None"},
        {
            "Code": "ConditionalCheckFailed",
            "Message": "The conditional request failed",
            "Item": order(1, state="new", visits=1),
        },
        {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"},
    ]
    assert not is_stored(dynamodb, 2)


@pytest.mark.parametrize(
    ("expression", "value", "reason"),
    [
        ("SET #s = #s + :v", {"N": "1"}, "operand"),
        ("SET absent = #s, body = :v", {"S": "x" * 400 * 1024}, "Item size"),
        ("SET #s = :v", {"N": "1"}, "Type mismatch"),
        ("SET #s.deep = :v", {"N": "1"}, "document path"),
    ],
)
def test_an_update_that_does_not_fit_its_item_cancels(
    dynamodb: Any, expression: str, value: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ClientError) as cancelled:
        dynamodb.transact_write_items(
            TransactItems=[put(2), update(1, expression, {":v": value}, ExpressionAttributeNames=STATE)]
        )

    assert error_of(cancelled.value)[0] == "TransactionCanceledException"
    first, second = cancelled.value.response["CancellationReasons"]
    assert first == {"Code": "None"}
    assert second["Code"] == "ValidationError"
    assert reason in second["Message"]
    assert not is_stored(dynamodb, 2)


BAD_TRANSACTIONS = {
    "two actions on one item": ([put(2), put(2)], "multiple operations on one item"),
    "a wrong key": (
        [put(2), {"Delete": {"TableName": ORDERS, "Key": {"customer": {"S": "ann"}}}}],
        "does not match the schema",
    ),
    "an undefined value": ([put(2), put(3, ConditionExpression="a = :v")], "attribute value: :v"),
    "a missing table": ([put(2), {"Delete": {"TableName": "nowhere", "Key": key(1)}}], "not found"),
}


@pytest.mark.parametrize("case", BAD_TRANSACTIONS)
def test_a_transaction_is_refused(dynamodb: Any, case: str) -> None:
    actions, reason = BAD_TRANSACTIONS[case]

    with pytest.raises(ClientError, match=reason):
        dynamodb.transact_write_items(TransactItems=actions)

    assert not is_stored(dynamodb, 2)


def test_a_transaction_may_have_a_hundred_actions(dynamodb: Any) -> None:
    dynamodb.transact_write_items(TransactItems=[put(number) for number in range(100)])

    assert dynamodb.scan(TableName=ORDERS, Select="COUNT")["Count"] == 100


def test_the_same_token_does_a_transaction_once(dynamodb: Any) -> None:
    visit = [update(1, "SET visits = visits + :one", {":one": {"N": "1"}})]

    for _ in range(3):
        dynamodb.transact_write_items(TransactItems=visit, ClientRequestToken="once")

    assert dynamodb.get_item(TableName=ORDERS, Key=key(1))["Item"]["visits"] == {"N": "2"}


def test_a_token_is_for_one_transaction(dynamodb: Any) -> None:
    dynamodb.transact_write_items(TransactItems=[put(2)], ClientRequestToken="mine")

    with pytest.raises(ClientError) as mismatch:
        dynamodb.transact_write_items(TransactItems=[put(3)], ClientRequestToken="mine")

    assert error_of(mismatch.value)[0] == "IdempotentParameterMismatchException"


def test_a_cancelled_transaction_may_be_tried_again_with_its_token(dynamodb: Any) -> None:
    actions = [put(2, ConditionExpression="attribute_not_exists(customer)")]
    dynamodb.put_item(TableName=ORDERS, Item=order(2))
    with pytest.raises(ClientError):
        dynamodb.transact_write_items(TransactItems=actions, ClientRequestToken="again")
    dynamodb.delete_item(TableName=ORDERS, Key=key(2))

    dynamodb.transact_write_items(TransactItems=actions, ClientRequestToken="again")

    assert is_stored(dynamodb, 2)
