"""Reading the pipeline's results table, through its keys and indexes only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any, Final

from harness.clients import Clients
from harness.errors import ResultsError
from harness.results.query import Position, Query
from harness.results.result import Result
from harness.submit.attributes import read_item
from harness.submit.aws_errors import explained

KEYS: Final = ("processingId", "timestamp")

MAX_BATCH: Final = 100
"""Keys in one BatchGetItem.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html"""

MAX_ROUNDS: Final = 10
"""Answers of BatchGetItem in a row that may leave keys over."""

Item = Mapping[str, Any]


@dataclass(frozen=True)
class Page:
    """Some results, and where the next ones begin; None after the last."""

    results: list[Result]
    next: Position | None


class ResultsTable:
    """The results of every run that has ended.

    Args:
        clients: of the account in which the pipeline is deployed.
        name: the table's.
    """

    def __init__(self, clients: Clients, name: str) -> None:
        self._dynamodb = clients.client("dynamodb")
        self.name = name

    def page(self, query: Query, limit: int, position: Position | None = None) -> Page:
        """The next results of a question, the latest first.

        Args:
            limit: results at most.
            position: where the page before ended; None for the first page.

        Raises:
            HarnessError: the table can't be read, or holds something else than results.
        """
        results: list[Result] = []
        following: Position | None = position or query.begin
        with explained(f"read index {query.index.name} of table {self.name}"):
            while following and len(results) < limit:
                answer = self._dynamodb.query(**self._request(query, following, limit - len(results)))
                items = self._whole(answer["Items"]) if query.index.keys_only else answer["Items"]
                results += [read_item(item, Result, self.name) for item in items]
                following = query.after(following, answer.get("LastEvaluatedKey"))
        return Page(results, following)

    def result(self, processing_id: str) -> Result | None:
        """The latest result of a run, or None when it has none.

        Raises:
            HarnessError: the table can't be read, or holds something else than results.
        """
        with explained(f"read table {self.name}"):
            items = self._dynamodb.query(
                TableName=self.name,
                KeyConditionExpression="processingId = :id",
                ExpressionAttributeValues={":id": {"S": processing_id}},
                ScanIndexForward=False,
                Limit=1,
            )["Items"]
        return read_item(items[0], Result, self.name) if items else None

    def today(self) -> date:
        """The day that it is for the pipeline, in UTC: an engine on a virtual clock may be ahead of this machine.

        Raises:
            HarnessError: the table isn't there.
        """
        with explained(f"find table {self.name}"):
            answer = self._dynamodb.describe_table(TableName=self.name)
        return parsedate_to_datetime(answer["ResponseMetadata"]["HTTPHeaders"]["date"]).date()

    def _request(self, query: Query, position: Position, limit: int) -> dict[str, Any]:
        names, values = {"#partition": query.index.attribute}, {":partition": {"S": position.partition}}
        conditions = ["#partition = :partition"]
        start, end = query.start, query.end
        if start is not None or end is not None:
            names["#time"] = "timestamp"
            values |= {name: {"N": str(at)} for name, at in ((":start", start), (":end", end)) if at is not None}
            conditions.append(_range(start, end))
        return {
            "TableName": self.name,
            "IndexName": query.index.name,
            "KeyConditionExpression": " AND ".join(conditions),
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": values,
            "ScanIndexForward": False,
            "Limit": min(limit, MAX_BATCH),
            **({"ExclusiveStartKey": position.last_key} if position.last_key else {}),
        }

    def _whole(self, keys: Iterable[Item]) -> list[Item]:
        """The items of an index that holds only keys, in its order; without those that have gone meanwhile."""
        wanted = [{name: item[name] for name in KEYS} for item in keys]
        found = {_identity(item): item for item in self._batch(wanted)}
        return [found[_identity(key)] for key in wanted if _identity(key) in found]

    def _batch(self, keys: Sequence[Item]) -> list[Item]:
        """Items by their keys. DynamoDB answers 16 MB at a time and names the keys that are left over."""
        items: list[Item] = []
        for _ in range(MAX_ROUNDS):
            if not keys:
                return items
            answer = self._dynamodb.batch_get_item(RequestItems={self.name: {"Keys": keys}})
            items += answer["Responses"].get(self.name, [])
            keys = answer.get("UnprocessedKeys", {}).get(self.name, {}).get("Keys", [])
        raise ResultsError(f"Table {self.name} is too busy to be read.", hint="Try again, or with a smaller --limit.")


def _range(start: int | None, end: int | None) -> str:
    if end is None:
        return "#time >= :start"
    return "#time <= :end" if start is None else "#time BETWEEN :start AND :end"


def _identity(item: Item) -> tuple[str, str]:
    return item["processingId"]["S"], item["timestamp"]["N"]
