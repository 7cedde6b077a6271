"""Streams: every change once, in order, as much of it as was asked for."""

from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients
from tests.integration.dynamodb_tables import ORDERS, create_orders, key, order
from tests.integration.streams import iterator, read, stream_arn


@pytest.fixture
def dynamodb(aws: Clients) -> Any:
    return aws.client("dynamodb")


def change_three_times(dynamodb: Any) -> None:
    dynamodb.put_item(TableName=ORDERS, Item=order(1, title="new"))
    dynamodb.update_item(
        TableName=ORDERS,
        Key=key(1),
        UpdateExpression="SET title = :done",
        ExpressionAttributeValues={":done": {"S": "done"}},
    )
    dynamodb.delete_item(TableName=ORDERS, Key=key(1))


@pytest.mark.parametrize(
    ("view_type", "images"),
    [
        ("KEYS_ONLY", [(None, None), (None, None), (None, None)]),
        ("NEW_IMAGE", [(None, "new"), (None, "done"), (None, None)]),
        ("OLD_IMAGE", [(None, None), ("new", None), ("done", None)]),
        ("NEW_AND_OLD_IMAGES", [(None, "new"), ("new", "done"), ("done", None)]),
    ],
)
def test_records_carry_the_images_of_the_view(
    aws: Clients, dynamodb: Any, view_type: str, images: list[tuple[str | None, str | None]]
) -> None:
    table = create_orders(dynamodb, view_type)

    change_three_times(dynamodb)
    records = read(aws, table["LatestStreamArn"])

    def title(record: dict[str, Any], image: str) -> Any:
        return record["dynamodb"].get(image, {}).get("title", {}).get("S")

    assert [record["eventName"] for record in records] == ["INSERT", "MODIFY", "REMOVE"]
    assert [record["dynamodb"]["Keys"] for record in records] == [key(1)] * 3
    assert [(title(record, "OldImage"), title(record, "NewImage")) for record in records] == images
    assert {record["dynamodb"]["StreamViewType"] for record in records} == {view_type}
    assert {record["awsRegion"] for record in records} == {"us-east-1"}


def test_writing_what_is_there_already_is_no_change(aws: Clients, dynamodb: Any) -> None:
    arn = create_orders(dynamodb, "KEYS_ONLY")["LatestStreamArn"]

    for _ in range(2):
        dynamodb.put_item(TableName=ORDERS, Item=order(1, price={"N": "1.0"}, tags={"SS": ["a", "b"]}))
        dynamodb.put_item(TableName=ORDERS, Item=order(1, price={"N": "1"}, tags={"SS": ["b", "a"]}))
        dynamodb.delete_item(TableName=ORDERS, Key=key(2))

    assert [record["eventName"] for record in read(aws, arn)] == ["INSERT"]


def test_what_fails_leaves_no_record(aws: Clients, dynamodb: Any) -> None:
    arn = create_orders(dynamodb, "KEYS_ONLY")["LatestStreamArn"]
    put = {"Put": {"TableName": ORDERS, "Item": order(1)}}
    check = {"ConditionExpression": "attribute_exists(customer)", "TableName": ORDERS, "Key": key(2)}

    with pytest.raises(ClientError, match="Transaction cancelled"):
        dynamodb.transact_write_items(TransactItems=[put, {"ConditionCheck": check}])
    dynamodb.transact_write_items(TransactItems=[put])

    assert len(read(aws, arn)) == 1


def test_an_update_that_creates_an_item_is_one_insert(aws: Clients, dynamodb: Any) -> None:
    arn = create_orders(dynamodb, "NEW_IMAGE")["LatestStreamArn"]

    dynamodb.update_item(
        TableName=ORDERS,
        Key=key(1),
        UpdateExpression="SET title = :t",
        ExpressionAttributeValues={":t": {"S": "new"}},
    )

    (record,) = read(aws, arn)
    assert record["eventName"] == "INSERT"
    assert record["dynamodb"]["NewImage"] == order(1, title="new")


def test_the_four_kinds_of_iterator(aws: Clients, dynamodb: Any) -> None:
    arn = create_orders(dynamodb, "KEYS_ONLY")["LatestStreamArn"]
    latest = iterator(aws, arn, "LATEST")
    change_three_times(dynamodb)
    sequence = [record["dynamodb"]["SequenceNumber"] for record in read(aws, arn)]

    def sequence_from(kind: str, number: str) -> list[str]:
        return [record["dynamodb"]["SequenceNumber"] for record in read(aws, arn, kind, number)]

    assert sequence_from("AT_SEQUENCE_NUMBER", sequence[1]) == sequence[1:]
    assert sequence_from("AFTER_SEQUENCE_NUMBER", sequence[1]) == sequence[2:]
    assert read(aws, arn, "LATEST") == []
    assert len(aws.client("dynamodbstreams").get_records(ShardIterator=latest)["Records"]) == 3


def test_pages_of_records_miss_and_repeat_nothing(aws: Clients, dynamodb: Any) -> None:
    arn = create_orders(dynamodb, "KEYS_ONLY")["LatestStreamArn"]
    for number in range(10):
        dynamodb.put_item(TableName=ORDERS, Item=order(number))

    token, found = iterator(aws, arn), []
    for _ in range(5):
        page = aws.client("dynamodbstreams").get_records(ShardIterator=token, Limit=3)
        token = page["NextShardIterator"]
        found.append([record["dynamodb"]["Keys"] for record in page["Records"]])

    assert [len(page) for page in found] == [3, 3, 3, 1, 0]
    assert list(chain(*found)) == [key(number) for number in range(10)]


def test_records_have_the_order_of_the_writes_under_concurrency(aws: Clients, dynamodb: Any) -> None:
    """Eight writers count two items up. Each record's old image is the new image of the record before it."""
    arn = create_orders(dynamodb, "NEW_AND_OLD_IMAGES")["LatestStreamArn"]

    def count(writer: int) -> None:
        for _ in range(25):
            dynamodb.update_item(
                TableName=ORDERS,
                Key=key(writer % 2),
                UpdateExpression="ADD visits :one SET writer = :writer",
                ExpressionAttributeValues={":one": {"N": "1"}, ":writer": {"N": str(writer)}},
            )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, range(8)))
    records = read(aws, arn)

    sequence = [int(record["dynamodb"]["SequenceNumber"]) for record in records]
    assert sequence == sorted(set(sequence))
    for number in (0, 1):
        of_item = [record["dynamodb"] for record in records if record["dynamodb"]["Keys"] == key(number)]
        assert [image["NewImage"]["visits"]["N"] for image in of_item] == [str(n) for n in range(1, 101)]
        assert [image["OldImage"] for image in of_item[1:]] == [image["NewImage"] for image in of_item[:-1]]


def test_streams_of_two_tables_are_apart(aws: Clients, dynamodb: Any) -> None:
    create_orders(dynamodb, "KEYS_ONLY", "first")
    create_orders(dynamodb, "KEYS_ONLY", "second")

    dynamodb.put_item(TableName="second", Item=order(7))

    assert read(aws, stream_arn(aws, "first")) == []
    assert [record["dynamodb"]["Keys"] for record in read(aws, stream_arn(aws, "second"))] == [key(7)]


def test_a_stream_can_be_ended_and_begun_again(aws: Clients, dynamodb: Any) -> None:
    first = create_orders(dynamodb, "KEYS_ONLY")["LatestStreamArn"]
    dynamodb.put_item(TableName=ORDERS, Item=order(1))
    token = iterator(aws, first)
    dynamodb.update_table(TableName=ORDERS, StreamSpecification={"StreamEnabled": False})
    dynamodb.put_item(TableName=ORDERS, Item=order(2))

    started = dynamodb.update_table(
        TableName=ORDERS, StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    )
    dynamodb.put_item(TableName=ORDERS, Item=order(3))
    second = started["TableDescription"]["LatestStreamArn"]
    closed = aws.client("dynamodbstreams").get_records(ShardIterator=token)

    assert second != first
    assert [record["dynamodb"]["Keys"] for record in closed["Records"]] == [key(1)]
    assert "NextShardIterator" not in closed
    assert [record["dynamodb"]["Keys"] for record in read(aws, second)] == [key(3)]
    streams = aws.client("dynamodbstreams").list_streams(TableName=ORDERS)["Streams"]
    assert {stream["StreamArn"] for stream in streams} == {first, second}


def test_a_stream_outlives_its_table(aws: Clients, dynamodb: Any) -> None:
    arn = create_orders(dynamodb, "KEYS_ONLY")["LatestStreamArn"]
    dynamodb.put_item(TableName=ORDERS, Item=order(1))

    dynamodb.delete_table(TableName=ORDERS)

    description = aws.client("dynamodbstreams").describe_stream(StreamArn=arn)["StreamDescription"]
    assert description["StreamStatus"] == "DISABLED"
    assert [record["dynamodb"]["Keys"] for record in read(aws, arn)] == [key(1)]


def test_a_stream_that_never_was_is_not_found(aws: Clients, dynamodb: Any) -> None:
    arn = create_orders(dynamodb, "KEYS_ONLY")["LatestStreamArn"]

    with pytest.raises(ClientError) as missing:
        aws.client("dynamodbstreams").describe_stream(StreamArn=f"{arn}0")

    assert missing.value.response["Error"]["Code"] == "ResourceNotFoundException"
