"""Finding items: keys, indexes, filters, and pages that miss and repeat nothing."""

from itertools import chain
from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients
from tests.integration.dynamodb_tables import ORDERS, create_orders, key, numbers, order


@pytest.fixture
def dynamodb(aws: Clients) -> Any:
    """Twenty orders of ann's, of which the even ones are open; ten of bob's."""
    client = aws.client("dynamodb")
    create_orders(client)
    items = [order(n, state="closed" if n % 2 else "open", size="x" * 10) for n in range(20)]
    items += [order(n, "bob", state="open") for n in range(10)]
    for start in range(0, len(items), 25):
        batch = [{"PutRequest": {"Item": item}} for item in items[start : start + 25]]
        client.batch_write_item(RequestItems={ORDERS: batch})
    return client


def query(dynamodb: Any, condition: str, values: dict[str, Any], **more: Any) -> Any:
    return dynamodb.query(
        TableName=ORDERS,
        KeyConditionExpression=condition,
        ExpressionAttributeValues=values,
        **more,
    )


ANN = {":ann": {"S": "ann"}}


def test_a_query_finds_a_partition_in_the_order_of_its_sort_key(dynamodb: Any) -> None:
    forward = query(dynamodb, "customer = :ann", ANN)
    backward = query(dynamodb, "customer = :ann", ANN, ScanIndexForward=False)

    # As numbers, not as text.
    assert numbers(forward["Items"]) == list(range(20))
    assert numbers(backward["Items"]) == list(range(19, -1, -1))


def test_a_query_bounds_the_sort_key(dynamodb: Any) -> None:
    values = {**ANN, ":from": {"N": "8"}, ":to": {"N": "11"}}

    found = query(
        dynamodb, "customer = :ann AND #n BETWEEN :from AND :to", values, ExpressionAttributeNames={"#n": "number"}
    )

    assert numbers(found["Items"]) == [8, 9, 10, 11]


@pytest.mark.parametrize("size", [1, 3, 7, 19])
@pytest.mark.parametrize("forward", [True, False])
def test_pages_miss_and_repeat_nothing(dynamodb: Any, size: int, forward: bool) -> None:
    pages = dynamodb.get_paginator("query").paginate(
        TableName=ORDERS,
        KeyConditionExpression="customer = :ann",
        ExpressionAttributeValues=ANN,
        ScanIndexForward=forward,
        Limit=size,
    )

    found = [numbers(page["Items"]) for page in pages]

    assert list(chain(*found)) == sorted(range(20), reverse=not forward)
    assert max(map(len, found)) == size


def test_an_index_finds_its_items_in_pages_across_partitions(dynamodb: Any) -> None:
    pages = dynamodb.get_paginator("query").paginate(
        TableName=ORDERS,
        IndexName="state-index",
        KeyConditionExpression="#s = :open",
        ExpressionAttributeNames={"#s": "state"},
        ExpressionAttributeValues={":open": {"S": "open"}},
        Limit=4,
    )

    found = [item for page in pages for item in page["Items"]]

    # Several orders share a number: only together with the table's key is a page's end unambiguous.
    assert numbers(found) == sorted([*range(0, 20, 2), *range(10)])
    assert len({(item["customer"]["S"], item["number"]["N"]) for item in found}) == 20


def test_a_keys_only_index_has_only_keys(dynamodb: Any) -> None:
    found = query(
        dynamodb,
        "#s = :closed AND #n = :one",
        {":closed": {"S": "closed"}, ":one": {"N": "1"}},
        IndexName="state-index",
        ExpressionAttributeNames={"#s": "state", "#n": "number"},
    )

    assert found["Items"] == [{**key(1), "state": {"S": "closed"}}]


def test_an_item_leaves_an_index_with_the_attribute(dynamodb: Any) -> None:
    dynamodb.update_item(
        TableName=ORDERS, Key=key(1), UpdateExpression="REMOVE #s", ExpressionAttributeNames={"#s": "state"}
    )

    closed = query(
        dynamodb,
        "#s = :closed",
        {":closed": {"S": "closed"}},
        IndexName="state-index",
        ExpressionAttributeNames={"#s": "state"},
    )

    assert 1 not in numbers(closed["Items"])


def test_a_filter_comes_after_the_limit(dynamodb: Any) -> None:
    page = query(
        dynamodb,
        "customer = :ann",
        {**ANN, ":open": {"S": "open"}},
        FilterExpression="#s = :open",
        ExpressionAttributeNames={"#s": "state"},
        Limit=5,
    )

    assert numbers(page["Items"]) == [0, 2, 4]
    assert (page["Count"], page["ScannedCount"]) == (3, 5)
    assert page["LastEvaluatedKey"] == key(4)


def test_a_page_holds_a_megabyte(dynamodb: Any) -> None:
    for number in range(3):
        dynamodb.put_item(TableName=ORDERS, Item=order(number, "big", text="x" * 390_000))

    page = query(dynamodb, "customer = :big", {":big": {"S": "big"}})

    assert numbers(page["Items"]) == [0, 1]
    assert page["LastEvaluatedKey"] == key(1, "big")


def test_a_scan_pages_through_everything(dynamodb: Any) -> None:
    pages = dynamodb.get_paginator("scan").paginate(TableName=ORDERS, Limit=7)

    found = [(item["customer"]["S"], int(item["number"]["N"])) for page in pages for item in page["Items"]]

    assert sorted(found) == [("ann", n) for n in range(20)] + [("bob", n) for n in range(10)]


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        ({"ExpressionAttributeValues": {":ann": {"N": "1"}}}, "does not match schema type"),
        ({"ExpressionAttributeValues": {**ANN, ":unused": {"S": "x"}}}, "unused in expressions"),
        ({"ExclusiveStartKey": {"customer": {"S": "ann"}}}, "starting key is invalid"),
        ({"IndexName": "no-index"}, "specified index"),
        ({"FilterExpression": "customer = :ann"}, "non-primary key attributes"),
        ({"KeyConditionExpression": "size = :ann"}, "missed key schema element"),
    ],
)
def test_a_query_is_refused(dynamodb: Any, request_: dict[str, Any], reason: str) -> None:
    query_ = {"KeyConditionExpression": "customer = :ann", "ExpressionAttributeValues": ANN, **request_}

    with pytest.raises(ClientError, match=reason):
        dynamodb.query(TableName=ORDERS, **query_)
