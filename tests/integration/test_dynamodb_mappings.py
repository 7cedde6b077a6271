"""Streams feed functions: every record that the filter lets through, once, in order, and at once."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients
from tests.integration.dynamodb_tables import ORDERS, create_orders, key, order
from tests.integration.lambda_functions import Functions
from tests.integration.queues import awaited
from tests.integration.streams import stream_arn
from tests.waiting import eventually

SEEN = "seen"
COLLECT = """
    import json, os, boto3
    client = boto3.client("dynamodb")

    def handler(event, context):
        records = [{"S": json.dumps(record)} for record in event["Records"]]
        client.update_item(
            TableName="seen",
            Key={"customer": {"S": context.function_name}, "number": {"N": "0"}},
            UpdateExpression="SET records = list_append(if_not_exists(records, :none), :new) ADD batches :one",
            ExpressionAttributeValues={":none": {"L": []}, ":new": {"L": records}, ":one": {"N": "1"}},
        )
"""
FAIL_AT_THREE = """
    def handler(event, context):
        if any(record["dynamodb"]["Keys"]["number"]["N"] == "3" for record in event["Records"]):
            raise ValueError("three")
"""

Seen = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def dynamodb(aws: Clients) -> Any:
    client = aws.client("dynamodb")
    create_orders(client, "NEW_AND_OLD_IMAGES")
    create_orders(client, name=SEEN)
    return client


@pytest.fixture
def functions(aws: Clients) -> Functions:
    return Functions(aws)


def collect(aws: Clients, functions: Functions, table: str = ORDERS, **settings: Any) -> Seen:
    """Map a table's stream to a new function; return how to ask for the records that it has got."""
    name = functions.create(COLLECT)
    functions.client.create_event_source_mapping(
        FunctionName=name,
        EventSourceArn=stream_arn(aws, table),
        **{"StartingPosition": "TRIM_HORIZON", "BatchSize": 10, **settings},
    )

    def seen() -> list[dict[str, Any]]:
        item = aws.client("dynamodb").get_item(TableName=SEEN, Key=key(0, name)).get("Item", {})
        return [json.loads(record["S"]) for record in item.get("records", {"L": []})["L"]]

    return seen


def order_numbers(records: list[dict[str, Any]]) -> list[int]:
    return [int(record["dynamodb"]["Keys"]["number"]["N"]) for record in records]


def test_a_function_gets_every_record_once_and_in_order(aws: Clients, dynamodb: Any, functions: Functions) -> None:
    seen = collect(aws, functions)

    for number in range(50):
        dynamodb.put_item(TableName=ORDERS, Item=order(number))

    eventually(lambda: len(seen()) >= 50)
    assert order_numbers(seen()) == list(range(50))


def test_a_record_has_lambda_s_form(aws: Clients, dynamodb: Any, functions: Functions) -> None:
    seen = collect(aws, functions)

    before = int(time.time())
    dynamodb.put_item(TableName=ORDERS, Item=order(1, price={"N": "0.10"}, scan={"B": b"\x00\xff"}))

    eventually(lambda: bool(seen()))
    (record,) = seen()
    created = record["dynamodb"].pop("ApproximateCreationDateTime")
    assert before <= created <= time.time()
    assert record["dynamodb"].pop("SequenceNumber").isdecimal()
    assert record.pop("eventID")
    assert record == {
        "eventName": "INSERT",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "us-east-1",
        "eventSourceARN": stream_arn(aws),
        "dynamodb": {
            "Keys": key(1),
            "NewImage": {**key(1), "price": {"N": "0.1"}, "scan": {"B": "AP8="}},
            "SizeBytes": 2 * len("customerannnumber") + 2 * 2 + len("price") + 2 + len("scan") + 2,
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
    }


def test_filters_choose_the_records(aws: Clients, dynamodb: Any, functions: Functions) -> None:
    patterns = [
        {"eventName": ["MODIFY"], "dynamodb": {"NewImage": {"state": {"S": ["done"]}}}},
        {"userIdentity": {"type": ["Service"], "principalId": ["dynamodb.amazonaws.com"]}},
    ]
    filters = [{"Pattern": json.dumps(pattern)} for pattern in patterns]
    seen = collect(aws, functions, FilterCriteria={"Filters": filters})
    dynamodb.update_time_to_live(
        TableName=ORDERS, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"}
    )

    for number in range(1, 7):
        dynamodb.put_item(TableName=ORDERS, Item=order(number, state="new"))
    for number in (2, 4, 6):
        dynamodb.put_item(TableName=ORDERS, Item=order(number, state="done"))
    dynamodb.delete_item(TableName=ORDERS, Key=key(4))
    dynamodb.put_item(TableName=ORDERS, Item=order(9, expires=int(time.time())))

    eventually(lambda: 9 in order_numbers(seen()))
    assert [(record["eventName"], *order_numbers([record])) for record in seen()] == [
        ("MODIFY", 2),
        ("MODIFY", 4),
        ("MODIFY", 6),
        ("REMOVE", 9),
    ]
    assert seen()[-1]["userIdentity"] == {"type": "Service", "principalId": "dynamodb.amazonaws.com"}


def test_two_mappings_follow_two_tables(aws: Clients, dynamodb: Any, functions: Functions) -> None:
    create_orders(dynamodb, "KEYS_ONLY", "other")
    of_orders, of_other = collect(aws, functions), collect(aws, functions, "other")

    for number in range(5):
        dynamodb.put_item(TableName=ORDERS, Item=order(number))
        dynamodb.put_item(TableName="other", Item=order(number + 100))

    eventually(lambda: len(of_orders()) >= 5 and len(of_other()) >= 5)
    assert order_numbers(of_orders()) == [0, 1, 2, 3, 4]
    assert order_numbers(of_other()) == [100, 101, 102, 103, 104]


def test_a_record_that_always_fails_goes_to_the_destination(aws: Clients, dynamodb: Any, functions: Functions) -> None:
    queue = aws.client("sqs").create_queue(QueueName="failed")["QueueUrl"]
    arn = aws.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    functions.client.create_event_source_mapping(
        FunctionName=functions.create(FAIL_AT_THREE),
        EventSourceArn=stream_arn(aws),
        StartingPosition="TRIM_HORIZON",
        BatchSize=1,
        MaximumRetryAttempts=1,
        DestinationConfig={"OnFailure": {"Destination": arn}},
    )

    for number in range(5):
        dynamodb.put_item(TableName=ORDERS, Item=order(number))

    (message,) = awaited(aws, queue)
    failure = json.loads(message["Body"])
    assert failure["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert failure["DDBStreamBatchInfo"]["batchSize"] == 1
    assert failure["DDBStreamBatchInfo"]["streamArn"] == stream_arn(aws)


def test_a_tumbling_window_is_refused(aws: Clients, dynamodb: Any, functions: Functions) -> None:
    with pytest.raises(ClientError, match="TumblingWindowInSeconds of a mapping is not emulated"):
        collect(aws, functions, TumblingWindowInSeconds=60)
