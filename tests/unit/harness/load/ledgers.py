"""Documents, deliveries and what the pipeline's tables say of them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from harness.load.rows import Delivery, Document
from harness.submit.record import TrackingRecord

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC).timestamp()


def delivery(key: str, at: float = NOON, **other: Any) -> Delivery:
    known: dict[str, Any] = {"kind": "statement", "bad": False, "duplicate": False}
    return Delivery(key=key, scheduled=at, **known | other)


def completed(key: str = "a", **other: Any) -> Document:
    known: dict[str, Any] = {"bad": False, "uploads": 1, "status": "COMPLETED", "runs": "proc-1", "ended": NOON + 1}
    return Document(key, "statement", scheduled=NOON, **known | other)


def failed(key: str = "f", *, bad: bool = False, reason: str = "TextractFailed") -> Document:
    return Document(key, "statement", bad, NOON, uploads=1, status="FAILED", reason=reason, ended=NOON + 1)


def waiting(key: str = "w", status: str = "QUEUED") -> Document:
    return Document(key, "statement", bad=False, scheduled=NOON, uploads=1, status=status)


def result(key: str, run: str = "proc-1", at: float = NOON) -> dict[str, Any]:
    """An item of the results table for a run that ended so many seconds after the epoch."""
    return {
        "processingId": run,
        "s3Key": key,
        "status": "COMPLETED",
        "timestamp": int(at * 1000) - 500,
        "startedAt": _iso(at - 1),
        "completedAt": _iso(at),
        "pageCount": 2,
        "textractCost": Decimal("0.09"),
        "bedrockCost": Decimal("0.01"),
    }


def record(key: str, status: str, at: float = NOON, **other: Any) -> TrackingRecord:
    ended = {"COMPLETED": {"completedAt": _iso(at)}, "FAILED": {"failedAt": _iso(at)}}.get(status, {})
    said = {"processingId": "proc-1", "s3Key": key, "s3ETag": "e", "status": status, "queuedAt": _iso(at - 2)}
    return TrackingRecord.model_validate(said | ended | other)


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
