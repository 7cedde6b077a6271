"""Both tables, on DynamoDB, made as the template makes them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from lambda_kit.clock import iso_ms
from lambda_kit.errors import RetryableError
from tests.systems.textract_processor.adapters.conftest import StubbedClient
from tests.systems.textract_processor.template import resource
from tests.systems.textract_processor.world import ARRIVAL, ASKING, MINUTE, NOON
from textract_processor.adapters.items import from_item, to_item
from textract_processor.adapters.records import from_attributes, to_attributes
from textract_processor.adapters.tracking_table import DynamoTracking
from textract_processor.domain.dialogue import Usage
from textract_processor.domain.events import Upload
from textract_processor.domain.ports import StatusConflictError
from textract_processor.domain.tracking import Failure, Record, Status
from textract_processor.domain.transitions import analysed, completed, failed, queued, reusing, started, told
from textract_processor.domain.validation import Content

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def dynamodb(aws_in_memory: None) -> "DynamoDBClient":
    client = boto3.client("dynamodb")
    for name in ("TrackingTable", "ResultsTable"):
        properties = dict(resource(name)["Properties"])
        del properties["TimeToLiveSpecification"]
        client.create_table(**properties)
    return client


@pytest.fixture
def tracking(dynamodb: "DynamoDBClient") -> DynamoTracking:
    return DynamoTracking(dynamodb, "textract-processing-tracking", RESULTS)


CONTENT = Content(9, "abc")
RESULTS = "textract-processing-results"


def fresh(content: Content | None = CONTENT) -> Record:
    upload = Upload("bucket", "incoming/deed.pdf", "etag", "v1", NOON)
    return queued("proc-1", upload, content, ARRIVAL, timedelta(days=30))


def every_kind_of_record() -> list[Record]:
    record = fresh()
    running = started(record, "job-1", NOON)
    read = analysed(running, "job-1", NOON, 1, NOON)
    return [
        fresh(content=None),
        record,
        running,
        read,
        replace(read, model_id="qwen.qwen3-32b-v1:0", model_usage=(Usage(1000, 100), Usage(500, 50, cached=True))),
        completed(read, {"v1Schema": "s3://b/k"}, (2, 3), ASKING, NOON),
        failed(running, Failure("BadDocument", "no pages"), NOON),
        told(failed(running, Failure("BadDocument", "no pages"), NOON)),
        replace(record, s3_version_id=None),
    ]


@pytest.mark.parametrize("record", every_kind_of_record(), ids=lambda record: str(record.status))
def test_a_record_comes_back_as_it_was_written(tracking: DynamoTracking, record: Record) -> None:
    tracking.create(record)
    assert tracking.get("proc-1") == record


def test_a_record_that_is_not_there_is_none(tracking: DynamoTracking) -> None:
    assert tracking.get("proc-1") is None
    assert tracking.find_by_job("job-1") is None


def test_open_runs_are_found_by_status_the_longest_due_first(tracking: DynamoTracking) -> None:
    for number in range(4):
        tracking.create(replace(fresh(), processing_id=f"proc-{number}", due_at=iso_ms(NOON - number * MINUTE)))
    assert tracking.overdue(Status.QUEUED, NOON - MINUTE, 2) == ["proc-3", "proc-2"]
    assert tracking.overdue(Status.QUEUED, NOON - MINUTE, 10) == ["proc-3", "proc-2", "proc-1"]
    assert tracking.overdue(Status.TEXTRACT_STARTED, NOON, 10) == []


def test_a_run_that_has_ended_is_due_until_it_was_told(tracking: DynamoTracking, dynamodb: "DynamoDBClient") -> None:
    before = tracking.create(fresh())
    ended = failed(before, Failure("BadDocument", "no pages"), NOON)
    tracking.advance(before, ended)
    assert tracking.overdue(Status.FAILED, NOON, 10) == ["proc-1"]
    tracking.advance(ended, told(ended))
    assert tracking.overdue(Status.FAILED, NOON, 10) == []
    item = dynamodb.get_item(TableName="textract-processing-tracking", Key=to_item({"processingId": "proc-1"}))
    assert "dueAt" not in item["Item"]


@pytest.mark.parametrize("record", every_kind_of_record(), ids=lambda record: str(record.status))
def test_who_writes_a_second_first_record_gets_the_one_that_is_there(tracking: DynamoTracking, record: Record) -> None:
    assert tracking.create(record) == record
    assert tracking.create(replace(fresh(), uploaded_at="2026-01-01T00:00:00.000Z")) == record
    assert tracking.get("proc-1") == record


def test_a_record_advances_from_the_status_that_was_read(tracking: DynamoTracking) -> None:
    before = tracking.create(fresh())
    after = started(before, "job-1", NOON)
    tracking.advance(before, after)
    assert tracking.get("proc-1") == after
    assert tracking.find_by_job("job-1") == after


def test_a_record_that_was_moved_on_does_not_go_back(tracking: DynamoTracking) -> None:
    before = tracking.create(fresh())
    read = analysed(before, "job-1", NOON, 1, NOON)
    tracking.advance(before, read)
    with pytest.raises(StatusConflictError):
        tracking.advance(before, started(before, "job-1", NOON))
    assert tracking.get("proc-1") == read


def test_a_record_that_stays_as_it_is_is_asked_for_its_status_all_the_same(tracking: DynamoTracking) -> None:
    before = tracking.create(reusing(fresh(), "job-of-another"))
    tracking.advance(before, before)
    assert tracking.get("proc-1") == before
    tracking.advance(before, analysed(before, "job-of-another", NOON, 1, NOON))
    with pytest.raises(StatusConflictError):
        tracking.advance(before, before)


def test_an_attribute_that_others_added_survives(tracking: DynamoTracking, dynamodb: "DynamoDBClient") -> None:
    before = tracking.create(fresh())
    dynamodb.update_item(
        TableName="textract-processing-tracking",
        Key=to_item({"processingId": "proc-1"}),
        UpdateExpression="SET note = :note",
        ExpressionAttributeValues=to_item({":note": "by hand"}),
    )
    tracking.advance(before, started(before, "job-1", NOON))
    item = dynamodb.get_item(TableName="textract-processing-tracking", Key=to_item({"processingId": "proc-1"}))
    assert from_item(item["Item"])["note"] == "by hand"


def test_a_missing_table_is_not_taken_for_a_conflict(dynamodb: "DynamoDBClient") -> None:
    with pytest.raises(dynamodb.exceptions.ResourceNotFoundException):
        DynamoTracking(dynamodb, "nowhere", RESULTS).create(fresh())


def test_a_run_ends_with_its_result_or_not_at_all(tracking: DynamoTracking, dynamodb: "DynamoDBClient") -> None:
    before = tracking.create(fresh())
    moved_on = analysed(before, "job-1", NOON, 1, NOON)
    tracking.advance(before, moved_on)
    ended = failed(before, Failure("BadDocument", "no pages"), NOON)
    with pytest.raises(StatusConflictError):
        tracking.close(before, ended, {"processingId": "proc-1", "timestamp": 1})
    assert tracking.get("proc-1") == moved_on
    assert dynamodb.scan(TableName=RESULTS)["Count"] == 0
    ended = failed(moved_on, Failure("BadDocument", "no pages"), NOON)
    tracking.close(moved_on, ended, {"processingId": "proc-1", "timestamp": 1})
    assert tracking.get("proc-1") == ended
    assert dynamodb.scan(TableName=RESULTS)["Count"] == 1


def test_two_changes_at_one_time_let_one_come_again(stubbed: StubbedClient) -> None:
    client, stubber = stubbed("dynamodb")
    stubber.add_client_error(
        "transact_write_items",
        "TransactionCanceledException",
        modeled_fields={"CancellationReasons": [{"Code": "TransactionConflict"}, {"Code": "None"}]},
    )
    ended = failed(fresh(), Failure("BadDocument", "no pages"), NOON)
    with pytest.raises(RetryableError, match="being changed"):
        DynamoTracking(client, "tracking", RESULTS).close(fresh(), ended, {"processingId": "proc-1", "timestamp": 1})


def test_a_result_is_found_through_each_index(tracking: DynamoTracking, dynamodb: "DynamoDBClient") -> None:
    item: dict[str, Any] = {
        "processingId": "proc-1",
        "timestamp": 1,
        "s3Key": "incoming/deed.pdf",
        "uploadDate": "2026-01-31",
        "status": "COMPLETED",
        "documentType": "deed",
        "salePrice": 425000.5,
        "extractedData": {"names": ["a"], "missing": None},
    }
    before = tracking.create(fresh())
    tracking.close(before, failed(before, Failure("BadDocument", "no pages"), NOON), item)
    for attribute in ("s3Key", "uploadDate", "status", "documentType"):
        (found,) = dynamodb.query(
            TableName=RESULTS,
            IndexName=f"{attribute}-timestamp-index",
            KeyConditionExpression="#key = :value",
            ExpressionAttributeNames={"#key": attribute},
            ExpressionAttributeValues=to_item({":value": item[attribute]}),
        )["Items"]
        assert from_item(found)["processingId"] == "proc-1"


def test_floats_become_the_decimals_they_are_written_as() -> None:
    values = {"a": 0.1, "b": [{"c": 425000.5}], "d": (1, None, True)}
    assert from_item(to_item(values)) == {"a": Decimal("0.1"), "b": [{"c": Decimal("425000.5")}], "d": [1, None, True]}


def test_what_is_not_known_yet_is_no_attribute() -> None:
    assert not {"textractJobId", "outputs", "missingPages", "failure"} & set(to_attributes(fresh()))
    assert from_attributes(to_attributes(fresh())) == fresh()
