from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from harness.submit.documents import Document
from harness.submit.journey import Journey, Receipt
from harness.submit.record import TrackingRecord

START = datetime(2026, 1, 31, 12, tzinfo=UTC)
ETAG = "0123"

RecordAt = Callable[..., TrackingRecord]


def after(milliseconds: int) -> datetime:
    return START + timedelta(milliseconds=milliseconds)


@pytest.fixture
def document() -> Document:
    return Document(Path("deed.pdf"), "incoming/deed.pdf")


@pytest.fixture
def receipt() -> Receipt:
    return Receipt(ETAG, began=START, ended=after(40))


@pytest.fixture
def journey(document: Document, receipt: Receipt) -> Journey:
    uploaded = Journey(document)
    uploaded.depart(receipt)
    return uploaded


@pytest.fixture
def record_at() -> RecordAt:
    """Makes the record that our document has at a status: one status every 100 ms after `queued`."""
    return make_record


def make_record(
    status: str, *, run: str = "proc-1", etag: str = ETAG, queued: int = 100, **more: Any
) -> TrackingRecord:
    times = {
        "TEXTRACT_STARTED": {"textractStartedAt": 100},
        "TEXTRACT_COMPLETED": {"textractCompletedAt": 200, "processingStartedAt": 210},
        "COMPLETED": {"modelAskedAt": 220, "modelAnsweredAt": 290, "completedAt": 300},
    }
    reached = list(times)[: list(times).index(status) + 1] if status in times else []
    item: dict[str, Any] = {
        "processingId": run,
        "s3Key": "incoming/deed.pdf",
        "s3ETag": etag,
        "status": status,
        "receivedAt": after(queued),
        "queuedAt": after(queued),
        **{name: after(queued + offset) for step in reached for name, offset in times[step].items()},
    }
    if status == "FAILED":
        item |= {"failedAt": after(queued + 50), "failure": {"code": "EmptyFile", "message": "it has no bytes"}}
    return TrackingRecord.model_validate(item | more)
