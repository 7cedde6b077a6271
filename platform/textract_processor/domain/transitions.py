"""The steps of a run: each makes the record's next state of the one before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lambda_kit.clock import epoch_ms, iso_ms
from textract_processor.domain.events import Upload
from textract_processor.domain.tracking import Failure, Record, Status
from textract_processor.domain.validation import Content


@dataclass(frozen=True)
class Arrival:
    """When an upload's event arrived, and when its document had been looked at."""

    received_at: datetime
    queued_at: datetime


def queued(
    processing_id: str, upload: Upload, content: Content | None, arrival: Arrival, retention: timedelta
) -> Record:
    """The first record of an upload, kept for `retention`; one that is rejected at once has no `content`."""
    return Record(
        processing_id=processing_id,
        s3_bucket=upload.bucket,
        s3_key=upload.key,
        s3_etag=upload.etag,
        s3_version_id=upload.version_id,
        status=Status.QUEUED,
        uploaded_at=iso_ms(upload.uploaded_at),
        received_at=iso_ms(arrival.received_at),
        queued_at=iso_ms(arrival.queued_at),
        ttl=epoch_ms(arrival.queued_at + retention) // 1000,
        content_sha256=content.sha256 if content else None,
        file_size_bytes=content.size if content else None,
        due_at=iso_ms(arrival.queued_at),
    )


def reusing(record: Record, cached_job_id: str) -> Record:
    """The record of a document whose content another run's job has read; still QUEUED until it is processed."""
    return replace(record, cached_job_id=cached_job_id)


def started(record: Record, job_id: str, now: datetime) -> Record:
    """The record once Textract works on the document."""
    return replace(
        record.became(Status.TEXTRACT_STARTED),
        textract_job_id=job_id,
        textract_started_at=iso_ms(now),
        due_at=iso_ms(now),
    )


def analysed(record: Record, job_id: str, ended_at: datetime, page_count: int, now: datetime) -> Record:
    """The record once Textract is done. `ended_at` is Textract's time: names of outputs derive from it."""
    return replace(
        record.became(Status.TEXTRACT_COMPLETED),
        textract_job_id=None if record.reuses(job_id) else job_id,
        textract_started_at=record.textract_started_at or record.queued_at,
        textract_completed_at=iso_ms(ended_at),
        processing_started_at=iso_ms(now),
        page_count=page_count,
        due_at=iso_ms(now),
    )


@dataclass(frozen=True)
class Asking:
    """When the model was first asked, and when it had answered everything."""

    began: datetime
    ended: datetime


def completed(
    record: Record, outputs: Mapping[str, str], missing_pages: tuple[int, ...], asking: Asking, now: datetime
) -> Record:
    """The record once every output exists under its `s3://` address."""
    return replace(
        record.became(Status.COMPLETED),
        outputs=dict(outputs),
        missing_pages=missing_pages,
        model_asked_at=iso_ms(asking.began),
        model_answered_at=iso_ms(asking.ended),
        completed_at=iso_ms(now),
        due_at=iso_ms(now),
    )


def failed(record: Record, failure: Failure, now: datetime) -> Record:
    """The record of a document that can't be processed, with the reason."""
    return replace(
        record.became(Status.FAILED),
        failure=failure,
        failed_at=iso_ms(now),
        due_at=iso_ms(now),
    )


def told(record: Record) -> Record:
    """The record of a run that has ended once its notice is sent, or nobody wants one: nothing more is due."""
    return replace(record, due_at=None)
