"""Reading the pipeline's tracking table."""

from typing import Any, Final

from boto3.dynamodb.types import TypeDeserializer
from pydantic import ValidationError

from harness.clients import Clients
from harness.errors import SubmitError
from harness.submit.aws_errors import explained
from harness.submit.record import TrackingRecord

KEY_INDEX: Final = "s3Key-index"


class TrackingTable:
    """The records of every processing run.

    Args:
        clients: of the account in which the pipeline is deployed.
        name: the table's.
    """

    def __init__(self, clients: Clients, name: str) -> None:
        self._dynamodb = clients.client("dynamodb")
        self._deserialize = TypeDeserializer().deserialize
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
            return [self._record(item) for page in pages for item in page["Items"]]

    def _record(self, item: dict[str, Any]) -> TrackingRecord:
        plain = {name: self._deserialize(value) for name, value in item.items()}
        try:
            return TrackingRecord.model_validate(plain)
        except ValidationError as error:
            raise SubmitError(
                f"Record {plain.get('processingId')} of table {self.name} isn't a tracking record.",
                details=str(error).splitlines(),
            ) from error
