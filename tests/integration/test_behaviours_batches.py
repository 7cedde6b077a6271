"""Batches of which some entries fail: those never happen, and the answer tells of them."""

from typing import Any

import pytest

from harness.behaviours import Behaviours
from harness.clients import Clients
from tests.integration.impatient import Impatient
from tests.integration.misbehaving import behaviour, create_bucket, create_table
from tests.integration.queues import create_queue


@pytest.fixture
def bucket(aws: Clients) -> str:
    return create_bucket(aws)


@pytest.fixture
def table(aws: Clients) -> str:
    return create_table(aws)


@pytest.mark.parametrize("share", [0.3, 1.0])
def test_of_a_batch_of_messages_some_are_not_sent(
    aws: Clients, impatient: Impatient, behave: Behaviours, share: float
) -> None:
    url, _ = create_queue(aws, "work")
    behave.set(behaviour({"kind": "partial", "share": share, "code": "Busy"}, {"operation": "SendMessageBatch"}))

    entries = [{"Id": str(number), "MessageBody": f"message {number}"} for number in range(10)]
    answer = impatient.client("sqs").send_message_batch(QueueUrl=url, Entries=entries)

    failed, done = answer.get("Failed", []), answer.get("Successful", [])
    assert len(failed) == round(10 * share)
    assert {entry["Code"] for entry in failed} == {"Busy"}
    assert {entry["Id"] for entry in [*failed, *done]} == {str(number) for number in range(10)}
    depth = aws.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
    assert depth["Attributes"]["ApproximateNumberOfMessages"] == str(len(done))


def test_of_a_batch_of_items_some_are_left_to_do(
    aws: Clients, impatient: Impatient, behave: Behaviours, table: str
) -> None:
    behave.set(behaviour({"kind": "partial", "share": 0.4}, {"operation": "Batch*Item"}))
    dynamodb, keys = impatient.client("dynamodb"), [{"id": {"S": str(number)}} for number in range(10)]

    puts: list[Any] = [{"PutRequest": {"Item": {**key, "blob": {"B": b"\x00"}}}} for key in keys]
    left = dynamodb.batch_write_item(RequestItems={table: puts})["UnprocessedItems"][table]
    read = dynamodb.batch_get_item(RequestItems={table: {"Keys": keys}})

    assert len(left) == 4
    assert aws.client("dynamodb").scan(TableName=table)["Count"] == 6
    assert len(read["UnprocessedKeys"][table]["Keys"]) == 4
    stored = {put["PutRequest"]["Item"]["id"]["S"] for put in puts} - {
        put["PutRequest"]["Item"]["id"]["S"] for put in left
    }
    asked = {key["id"]["S"] for key in keys} - {key["id"]["S"] for key in read["UnprocessedKeys"][table]["Keys"]}
    assert {item["id"]["S"] for item in read["Responses"][table]} == stored & asked


def test_of_a_batch_of_events_some_fail_at_their_places(impatient: Impatient, behave: Behaviours) -> None:
    behave.set(behaviour({"kind": "partial", "share": 0.5, "code": "ThrottlingException"}, {"operation": "PutEvents"}))

    entries = [{"Source": "test", "DetailType": str(number), "Detail": "{}"} for number in range(4)]
    answer = impatient.client("events").put_events(Entries=entries)

    assert answer["FailedEntryCount"] == 2
    assert sorted("EventId" if "EventId" in entry else entry["ErrorCode"] for entry in answer["Entries"]) == [
        "EventId",
        "EventId",
        "ThrottlingException",
        "ThrottlingException",
    ]


def test_of_a_batch_of_objects_some_are_not_deleted(
    aws: Clients, impatient: Impatient, behave: Behaviours, bucket: str
) -> None:
    aws.client("s3").put_object(Bucket=bucket, Key="will", Body=b"")
    behave.set(behaviour({"kind": "partial", "share": 0.5}, {"operation": "DeleteObjects"}))

    answer = impatient.client("s3").delete_objects(
        Bucket=bucket, Delete={"Objects": [{"Key": "deed"}, {"Key": "will"}]}
    )

    (deleted,), (failed,) = answer["Deleted"], answer["Errors"]
    assert {deleted["Key"], failed["Key"]} == {"deed", "will"}
    left = aws.client("s3").list_objects_v2(Bucket=bucket)["Contents"]
    assert [entry["Key"] for entry in left] == [failed["Key"]]
