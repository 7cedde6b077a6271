"""Reading the pipeline's tracking table."""

from typing import Final

from harness.clients import Clients
from harness.submit.attributes import read_item
from harness.submit.aws_errors import explained
from harness.submit.record import RunState, TrackingRecord

KEY_INDEX: Final = "s3Key-index"
STATE: Final = "processingId, s3Key, s3ETag, #status, queuedAt"
"""The attributes of a run's state; `status` is DynamoDB's own word."""


class TrackingTable:
    """The records of every processing run.

    Args:
        clients: of the account in which the pipeline is deployed.
        name: the table's.
    """

    def __init__(self, clients: Clients, name: str) -> None:
        self._dynamodb = clients.client("dynamodb")
        self.name = name

    def records_of(self, key: str) -> list[TrackingRecord]:
        """Every run of an S3 key, through an index that may lag behind the table.

        Raises:
            SubmitError: the table can't be read, or holds something else than tracking records.
        """
        with explained(f"read table {self.name}"):
            pages = self._dynamodb.get_paginator("query").paginate(
                TableName=self.name,
                IndexName=KEY_INDEX,
                KeyConditionExpression="s3Key = :key",
                ExpressionAttributeValues={":key": {"S": key}},
            )
            return [read_item(item, TrackingRecord, self.name) for page in pages for item in page["Items"]]

    def all_records(self) -> list[TrackingRecord]:
        """Every run there is, in no order.

        Raises:
            SubmitError: the table can't be read, or holds something else than tracking records.
        """
        with explained(f"read table {self.name}"):
            pages = self._dynamodb.get_paginator("scan").paginate(TableName=self.name)
            return [read_item(item, TrackingRecord, self.name) for page in pages for item in page["Items"]]

    def all_states(self) -> list[RunState]:
        """Where every run is, in no order: a fifth of what its record holds, for who asks again and again.

        Raises:
            SubmitError: the table can't be read, or holds something else than tracking records.
        """
        with explained(f"read table {self.name}"):
            pages = self._dynamodb.get_paginator("scan").paginate(
                TableName=self.name, ProjectionExpression=STATE, ExpressionAttributeNames={"#status": "status"}
            )
            return [read_item(item, RunState, self.name) for page in pages for item in page["Items"]]

    def record(self, processing_id: str) -> TrackingRecord | None:
        """The record of a run, or None when there is none.

        Raises:
            SubmitError: the table can't be read, or holds something else than tracking records.
        """
        with explained(f"read table {self.name}"):
            answer = self._dynamodb.get_item(TableName=self.name, Key={"processingId": {"S": processing_id}})
        return read_item(answer["Item"], TrackingRecord, self.name) if "Item" in answer else None
