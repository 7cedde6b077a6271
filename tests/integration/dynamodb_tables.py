"""The tables that the DynamoDB tests work on."""

from typing import Any

from botocore.exceptions import ClientError

ORDERS = "orders"


def create_orders(dynamodb: Any, view_type: str | None = None, name: str = ORDERS) -> Any:
    """A table of orders by customer and number, with an index by state; with a stream if a view type is given.

    Returns:
        The description of the table.
    """
    stream = {"StreamSpecification": {"StreamEnabled": True, "StreamViewType": view_type}} if view_type else {}
    answer = dynamodb.create_table(
        TableName=name,
        KeySchema=[
            {"AttributeName": "customer", "KeyType": "HASH"},
            {"AttributeName": "number", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "customer", "AttributeType": "S"},
            {"AttributeName": "number", "AttributeType": "N"},
            {"AttributeName": "state", "AttributeType": "S"},
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "state-index",
                "KeySchema": [
                    {"AttributeName": "state", "KeyType": "HASH"},
                    {"AttributeName": "number", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
        **stream,
    )
    return answer["TableDescription"]


def key(number: int, customer: str = "ann") -> dict[str, Any]:
    """The key of an order."""
    return {"customer": {"S": customer}, "number": {"N": str(number)}}


def order(number: int, customer: str = "ann", **attributes: Any) -> dict[str, Any]:
    """An order; attributes of Python's types become S, N or whatever is given typed."""
    return {**key(number, customer), **{name: _typed(value) for name, value in attributes.items()}}


def numbers(items: list[dict[str, Any]]) -> list[int]:
    """The numbers of orders, in their order."""
    return [int(item["number"]["N"]) for item in items]


def error_of(error: ClientError) -> tuple[str, str]:
    """Code and message."""
    return error.response["Error"]["Code"], error.response["Error"]["Message"]


def _typed(value: Any) -> dict[str, Any]:
    match value:
        case str():
            return {"S": value}
        case int():
            return {"N": str(value)}
        case _:
            return dict(value)
