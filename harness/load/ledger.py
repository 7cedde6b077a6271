"""The documents of a run: what was handed in, and what has become of it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from harness.load.rows import Delivery, Document
from harness.submit.record import Status, TrackingRecord


class Ledger:
    """Keeps a row for each document.

    Documents end once. What comes later, like a second run of the same content, only adds to their runs.
    """

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.duplicates = 0

    def enter(self, delivery: Delivery) -> None:
        """Note an upload."""
        document = self.documents.get(delivery.key)
        if document is None:
            document = Document(delivery.key, delivery.kind, delivery.bad, delivery.scheduled)
            self.documents[delivery.key] = document
        if delivery.error:
            document.refused_uploads += 1
            return
        document.uploads += 1
        self.duplicates += document.uploads > 1

    @property
    def uploaded(self) -> list[Document]:
        """The documents that S3 has taken, or that arrived although it said no."""
        return [document for document in self.documents.values() if document.uploads or document.status]

    def open(self) -> Iterator[Document]:
        """The documents that S3 has taken and that are still on their way, oldest first."""
        return (document for document in self.documents.values() if document.uploads and document.open)

    def ended(self, item: dict[str, Any]) -> Document | None:
        """Note an item of the results table; the document if this is what ended it."""
        document = self.documents.get(item["s3Key"])
        if document is None:
            return None
        if item["status"] == Status.FAILED:
            return self._failed(document, item)
        return self._completed(document, item)

    def _completed(self, document: Document, item: dict[str, Any]) -> Document | None:
        runs = document.runs.split()
        if item["processingId"] not in runs:
            document.runs = " ".join([*runs, item["processingId"]])
        if runs:
            return None
        was_open = document.open
        document.status, document.reason = Status.COMPLETED, ""
        document.ended = _epoch(item["completedAt"])
        document.textract_started = _epoch(item["startedAt"])
        document.textract_ended = float(item["timestamp"]) / 1000
        document.pages = int(item["pageCount"])
        document.ai_usd = float(item["textractCost"] + item["bedrockCost"])
        return document if was_open else None

    def _failed(self, document: Document, item: dict[str, Any]) -> Document | None:
        if not document.open:
            return None
        document.status, document.reason = Status.FAILED, item["failureCode"]
        document.ended = _epoch(item["failedAt"])
        document.ai_usd = float(item.get("textractCost", 0) + item.get("bedrockCost", 0))
        return document

    def tracked(self, key: str, records: Iterable[TrackingRecord]) -> Document | None:
        """Note what the tracking table says of a document; the document if this is what ended it."""
        document = self.documents[key]
        latest = max(records, key=lambda record: record.queued_at, default=None)
        if latest is None or not document.open:
            return None
        document.status = str(latest.status)
        document.reason = latest.failure.code if latest.failure else ""
        ended = latest.completed_at or latest.failed_at
        if not latest.status.is_final or ended is None:
            return None
        document.ended = ended.timestamp()
        return document


def _epoch(iso: str) -> float:
    return datetime.fromisoformat(iso).timestamp()
