"""Results, on DynamoDB."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textract_processor.adapters.items import to_item

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoResults:
    """`ResultsTable` on DynamoDB."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str) -> None:
        self._dynamodb = dynamodb
        self._table = table

    def put(self, item: Mapping[str, Any]) -> None:
        """Write an item; the same key overwrites itself."""
        self._dynamodb.put_item(TableName=self._table, Item=to_item(item))
