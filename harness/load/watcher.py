"""Seeing documents end, at a price that doesn't grow with their number.

Runs that have ended show in an index of the results table, ordered by the time at which Textract ended or at which they
failed. It is read from a little before the newest entry that was seen. What that passes over is asked for by key: a few
of the oldest documents in each round. The times are the pipeline's own, so that a late look measures nothing wrong.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any, Final

from boto3.dynamodb.types import TypeDeserializer

from harness.clients import Clients
from harness.load.ledger import Ledger
from harness.load.rows import Document
from harness.submit.aws_errors import explained
from harness.submit.pipeline import Pipeline
from harness.submit.record import Status
from harness.submit.tracking import TrackingTable

INDEX: Final = "status-timestamp-index"
OVERLAP_SECONDS: Final = 5.0
"""How far behind the newest entry the index is read again: results aren't saved in the order in which Textract ends."""

ASKED_PER_ROUND: Final = 10
"""Documents that are asked for by key, at most."""

PATIENCE_SECONDS: Final = 10.0
"""The age from which a document is asked for by key."""

ATTRIBUTES: Final = (
    "processingId",
    "s3Key",
    "status",
    "timestamp",
    "startedAt",
    "completedAt",
    "failedAt",
    "failureCode",
    "pageCount",
    "textractCost",
    "bedrockCost",
)

Ended = Callable[[Document], None]
"""Is told of every document that ends."""


class Watcher:
    """Looks for documents that have ended, and enters them into the ledger.

    Args:
        clients: of the account in which the pipeline is deployed.
        pipeline: where its tables are.
        ledger: knows the documents.
        ended: is told of each.
        begun: when the run began, in seconds since the epoch.
        now: the time, likewise.
    """

    def __init__(
        self,
        clients: Clients,
        pipeline: Pipeline,
        ledger: Ledger,
        ended: Ended,
        begun: float,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._dynamodb = clients.client("dynamodb")
        self._results = pipeline.results_table
        self._tracking = TrackingTable(clients, pipeline.tracking_table)
        self._ledger = ledger
        self._ended = ended
        self._begun = begun
        self._newest = {Status.COMPLETED: begun, Status.FAILED: begun}
        self._now = now
        self._asked: dict[str, float] = {}

    def look(self) -> None:
        """One round.

        Raises:
            SubmitError: a table can't be read.
        """
        for status, newest in self._newest.items():
            self._read_index(status, newest - OVERLAP_SECONDS)
        for document in self._due():
            self._ask(document)

    def look_at_all(self, *, ask: bool = True) -> None:
        """Read the whole of the run's results once more, and ask for every document that is still open.

        Args:
            ask: there may be thousands of those when a run is interrupted, and nobody wants to wait then.

        Raises:
            SubmitError: a table can't be read.
        """
        for status in self._newest:
            self._read_index(status, self._begun)
        if not ask:
            return
        refused = [each for each in self._ledger.documents.values() if each.refused_uploads and not each.uploads]
        for document in [*self._ledger.open(), *refused]:  # others may be entered meanwhile
            self._ask(document)

    def _read_index(self, status: Status, since: float) -> None:
        for item in self._items(status, since):
            self._newest[status] = max(self._newest[status], float(item["timestamp"]) / 1000)
            self._tell(self._ledger.ended(item))

    def _ask(self, document: Document) -> None:
        self._asked[document.key] = self._now()
        self._tell(self._ledger.tracked(document.key, self._tracking.records_of(document.key)))

    def _due(self) -> list[Document]:
        """The open documents that are old enough, those first that weren't asked for or not for the longest time."""
        now = self._now()
        due = [document for document in self._ledger.open() if now - document.scheduled > PATIENCE_SECONDS]
        return sorted(due, key=lambda document: self._asked.get(document.key, 0.0))[:ASKED_PER_ROUND]

    def _tell(self, document: Document | None) -> None:
        if document is not None:
            self._asked.pop(document.key, None)
            self._ended(document)

    def _items(self, status: Status, since: float) -> Iterator[dict[str, Any]]:
        names = {f"#{name}": name for name in ATTRIBUTES}
        deserialize = TypeDeserializer().deserialize
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._results,
            IndexName=INDEX,
            KeyConditionExpression="#status = :status AND #timestamp >= :since",
            ProjectionExpression=", ".join(f"#{name}" for name in ATTRIBUTES),
            ExpressionAttributeNames=names,
            ExpressionAttributeValues={
                ":status": {"S": str(status)},
                ":since": {"N": str(int(since * 1000))},
            },
        )
        with explained(f"read table {self._results}"):
            for page in pages:
                yield from ({name: deserialize(value) for name, value in item.items()} for item in page["Items"])
