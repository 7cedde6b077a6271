"""Items with a time to live leave the table by themselves."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from harness.clients import Clients
from harness.clock import Clock
from tests.integration.dynamodb_tables import ORDERS, create_orders, key, numbers, order
from tests.integration.streams import follow, read, stream_arn


@pytest.fixture
def dynamodb(aws: Clients) -> Any:
    client = aws.client("dynamodb")
    create_orders(client, "NEW_AND_OLD_IMAGES")
    return client


@pytest.fixture
def removals(aws: Clients, dynamodb: Any) -> Iterator[dict[str, Any]]:
    """The stream's records of deletions, as they come."""
    return (record for record in follow(aws) if record["eventName"] == "REMOVE")


def enable(dynamodb: Any, attribute: str = "expires") -> None:
    dynamodb.update_time_to_live(
        TableName=ORDERS, TimeToLiveSpecification={"Enabled": True, "AttributeName": attribute}
    )


def test_expired_items_go_in_the_order_of_their_times(virtual_aws: Clients, clock: Clock) -> None:
    dynamodb, now = virtual_aws.client("dynamodb"), clock.set_rate(0).now.timestamp()
    create_orders(dynamodb, "KEYS_ONLY")
    enable(dynamodb)
    for number, due in [(1, 10), (2, 3600), (3, 20), (4, 15)]:
        dynamodb.put_item(TableName=ORDERS, Item=order(number, expires=int(now + due)))

    clock.advance(60)

    gone = [record for record in read(virtual_aws, stream_arn(virtual_aws)) if record["eventName"] == "REMOVE"]
    assert numbers([record["dynamodb"]["Keys"] for record in gone]) == [1, 4, 3]
    assert numbers(dynamodb.scan(TableName=ORDERS)["Items"]) == [2]


def test_a_deletion_says_that_dynamodb_itself_did_it(dynamodb: Any, removals: Iterator[dict[str, Any]]) -> None:
    enable(dynamodb)
    item = order(2, expires=int(time.time()) - 1)
    dynamodb.put_item(TableName=ORDERS, Item=order(1))
    dynamodb.delete_item(TableName=ORDERS, Key=key(1))
    dynamodb.put_item(TableName=ORDERS, Item=item)

    by_hand, by_itself = next(removals), next(removals)

    assert "userIdentity" not in by_hand
    assert by_itself["userIdentity"] == {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}
    assert by_itself["dynamodb"]["OldImage"] == item


def test_items_that_were_there_before_expire_too(dynamodb: Any, removals: Iterator[dict[str, Any]]) -> None:
    dynamodb.put_item(TableName=ORDERS, Item=order(1, expires=int(time.time()) - 1))

    enable(dynamodb)

    assert next(removals)["dynamodb"]["Keys"] == key(1)


def test_a_later_time_saves_an_item(virtual_aws: Clients, clock: Clock) -> None:
    dynamodb, now = virtual_aws.client("dynamodb"), clock.set_rate(0).now.timestamp()
    create_orders(dynamodb)
    enable(dynamodb)
    dynamodb.put_item(TableName=ORDERS, Item=order(1, expires=int(now + 10)))
    dynamodb.put_item(TableName=ORDERS, Item=order(1, expires=int(now + 3600)))
    dynamodb.put_item(TableName=ORDERS, Item=order(2, expires=int(now + 20)))

    clock.advance(60)

    assert numbers(dynamodb.scan(TableName=ORDERS)["Items"]) == [1]


@pytest.mark.parametrize(
    "expires",
    [{"S": "1"}, {"N": str(int(time.time()) - 6 * 365 * 24 * 3600)}, {"NULL": True}],
    ids=["text", "more than five years ago", "null"],
)
def test_a_time_that_is_none_keeps_the_item(
    dynamodb: Any, removals: Iterator[dict[str, Any]], expires: dict[str, Any]
) -> None:
    enable(dynamodb)
    dynamodb.put_item(TableName=ORDERS, Item={**order(1), "expires": expires})
    dynamodb.put_item(TableName=ORDERS, Item=order(2, expires=int(time.time())))

    assert next(removals)["dynamodb"]["Keys"] == key(2)
    assert numbers(dynamodb.scan(TableName=ORDERS)["Items"]) == [1]


def test_the_specification_can_be_read_and_ended(dynamodb: Any, removals: Iterator[dict[str, Any]]) -> None:
    enable(dynamodb)
    enabled = dynamodb.describe_time_to_live(TableName=ORDERS)["TimeToLiveDescription"]

    dynamodb.update_time_to_live(
        TableName=ORDERS, TimeToLiveSpecification={"Enabled": False, "AttributeName": "expires"}
    )
    dynamodb.put_item(TableName=ORDERS, Item=order(1, expires=int(time.time()) - 1))
    dynamodb.put_item(TableName=ORDERS, Item=order(2, until=int(time.time()) - 1))
    enable(dynamodb, "until")

    assert enabled == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}
    assert next(removals)["dynamodb"]["Keys"] == key(2)
    assert numbers(dynamodb.scan(TableName=ORDERS)["Items"]) == [1]
