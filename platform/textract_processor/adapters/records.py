"""A tracking record as an item."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from textract_processor.domain.dialogue import Usage
from textract_processor.domain.tracking import Failure, Record, Status

ATTRIBUTES: Final[Mapping[str, str]] = {
    "processing_id": "processingId",
    "s3_bucket": "s3Bucket",
    "s3_key": "s3Key",
    "s3_etag": "s3ETag",
    "s3_version_id": "s3VersionId",
    "status": "status",
    "uploaded_at": "uploadedAt",
    "received_at": "receivedAt",
    "queued_at": "queuedAt",
    "ttl": "ttl",
    "content_sha256": "contentSha256",
    "file_size_bytes": "fileSizeBytes",
    "textract_job_id": "textractJobId",
    "cached_job_id": "cachedTextractJobId",
    "textract_started_at": "textractStartedAt",
    "textract_completed_at": "textractCompletedAt",
    "processing_started_at": "processingStartedAt",
    "model_id": "modelId",
    "model_usage": "modelUsage",
    "model_asked_at": "modelAskedAt",
    "model_answered_at": "modelAnsweredAt",
    "completed_at": "completedAt",
    "failed_at": "failedAt",
    "failure": "failure",
    "outputs": "outputs",
    "page_count": "pageCount",
    "missing_pages": "missingPages",
    "due_at": "dueAt",
}
"""Attribute by field."""


def to_attributes(record: Record) -> dict[str, Any]:
    """The record's attributes; what is not known yet is left out."""
    values = asdict(record) | {"status": str(record.status)}
    return {ATTRIBUTES[name]: value for name, value in values.items() if value not in (None, {}, ())}


def from_attributes(attributes: Mapping[str, Any]) -> Record:
    """The record of an item; attributes that others added are passed over."""
    values = {name: attributes[key] for name, key in ATTRIBUTES.items() if key in attributes}
    return Record(
        **values
        | {
            "s3_version_id": values.get("s3_version_id"),
            "status": Status(values["status"]),
            "ttl": int(values["ttl"]),
            "file_size_bytes": _integer(values.get("file_size_bytes")),
            "page_count": _integer(values.get("page_count")),
            "failure": Failure(**values["failure"]) if "failure" in values else None,
            "missing_pages": tuple(map(int, values.get("missing_pages", ()))),
            "model_usage": tuple(map(_usage, values.get("model_usage", ()))),
        }
    )


def _usage(attributes: Mapping[str, Any]) -> Usage:
    return Usage(int(attributes["input_tokens"]), int(attributes["output_tokens"]), attributes["cached"])


def _integer(value: Any) -> int | None:
    return None if value is None else int(value)
