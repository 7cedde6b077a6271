"""Tracking records, on DynamoDB."""

from collections.abc import Mapping, Set
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from lambda_kit.clients import error_code
from lambda_kit.clock import iso_ms
from lambda_kit.errors import RetryableError
from textract_processor.adapters.items import from_item, to_item
from textract_processor.adapters.records import from_attributes, to_attributes
from textract_processor.domain.ports import StatusConflictError
from textract_processor.domain.tracking import Record, Status

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEY: Final = "processingId"
JOB_INDEX: Final = "textractJobId-index"
DUE_INDEX: Final = "status-dueAt-index"
CONDITION_FAILED: Final = "ConditionalCheckFailedException"


class DynamoTracking:
    """`TrackingTable` on DynamoDB."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str, results_table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._results_table = results_table

    def get(self, processing_id: str) -> Record | None:
        """The record as it is now."""
        response = self._dynamodb.get_item(
            TableName=self._table, Key=to_item({KEY: processing_id}), ConsistentRead=True
        )
        return from_attributes(from_item(response["Item"])) if "Item" in response else None

    def find_by_job(self, job_id: str) -> Record | None:
        """The record that notes this job; the index gives the key, the table the record."""
        response = self._dynamodb.query(
            TableName=self._table,
            IndexName=JOB_INDEX,
            KeyConditionExpression="textractJobId = :job",
            ExpressionAttributeValues=to_item({":job": job_id}),
        )
        keys = [from_item(item)[KEY] for item in response["Items"]]
        return self.get(keys[0]) if keys else None

    def overdue(self, status: Status, since: datetime, limit: int) -> list[str]:
        """Query the index of what is due; its keys are enough, since it may lag."""
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._table,
            IndexName=DUE_INDEX,
            KeyConditionExpression="#status = :status AND dueAt <= :since",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues=to_item({":status": str(status), ":since": iso_ms(since)}),
            PaginationConfig={"MaxItems": limit},
        )
        return [from_item(item)[KEY] for page in pages for item in page["Items"]]

    def create(self, record: Record) -> Record:
        """Write the record unless there is one, which DynamoDB then answers with."""
        try:
            self._dynamodb.put_item(
                TableName=self._table,
                Item=to_item(to_attributes(record)),
                ConditionExpression="attribute_not_exists(processingId)",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            if error_code(error) != CONDITION_FAILED:
                raise
            existing: Any = error.response
            return from_attributes(from_item(existing["Item"]))
        return record

    def advance(self, before: Record, after: Record) -> None:
        """Write what changed, if the stored status is still that of `before`."""
        try:
            self._dynamodb.update_item(**self._update(before, after))
        except ClientError as error:
            raise _conflict(error, before) from error

    def close(self, before: Record, after: Record, result: Mapping[str, Any]) -> None:
        """Write what changed and the item of results in one transaction."""
        put: Any = {"TableName": self._results_table, "Item": to_item(result)}
        try:
            self._dynamodb.transact_write_items(
                TransactItems=[{"Update": self._update(before, after)}, {"Put": put}],
            )
        except ClientError as error:
            raise _cancelled(error, before) from error

    def _update(self, before: Record, after: Record) -> Any:
        old, new = to_attributes(before), to_attributes(after)
        # The status is written even if nothing changes: an update has to say something, and its condition is asked.
        changes = {name: value for name, value in new.items() if name == "status" or old.get(name) != value}
        gone = old.keys() - new.keys()
        return {
            "TableName": self._table,
            "Key": to_item({KEY: before.processing_id}),
            "ConditionExpression": "#status = :before",
            **_assignments(changes, gone, before),
        }


def _assignments(changes: Mapping[str, Any], gone: Set[str], before: Record) -> dict[str, Any]:
    """Every name is given a placeholder: `status`, `ttl` and others are DynamoDB's own words."""
    names = {f"#{name}": name for name in (*changes, *gone, "status")}
    clauses = {
        "SET": [f"#{name} = :{name}" for name in changes],
        "REMOVE": [f"#{name}" for name in sorted(gone)],
    }
    values = {f":{name}": value for name, value in changes.items()} | {":before": str(before.status)}
    return {
        "UpdateExpression": " ".join(f"{verb} {', '.join(parts)}" for verb, parts in clauses.items() if parts),
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": to_item(values),
    }


def _conflict(error: ClientError, record: Record) -> Exception:
    if error_code(error) == CONDITION_FAILED:
        return StatusConflictError(f"{record.processing_id} is no longer {record.status}")
    return error


def _cancelled(error: ClientError, record: Record) -> Exception:
    """Why a transaction was cancelled: the first reason is the record's, the second the result's."""
    reasons: Any = error.response.get("CancellationReasons", [])
    codes = [reason.get("Code") for reason in reasons]
    if "ConditionalCheckFailed" in codes:
        return StatusConflictError(f"{record.processing_id} is no longer {record.status}")
    if "TransactionConflict" in codes:
        return RetryableError("RecordBusy", f"{record.processing_id} is being changed")
    return error
