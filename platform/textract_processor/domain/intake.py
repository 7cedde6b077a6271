"""The orchestrator's use case: an upload becomes a Textract job or a failure with a reason, once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lambda_kit.clock import Clock
from lambda_kit.errors import RetryableError
from textract_processor.domain.events import Upload
from textract_processor.domain.identity import client_request_token, processing_id
from textract_processor.domain.ports import (
    DocumentAnalysis,
    DocumentStore,
    StatusConflictError,
    Telemetry,
    TrackingTable,
)
from textract_processor.domain.rejection import Rejection
from textract_processor.domain.tracking import Arrival, Record, Status, queued, started
from textract_processor.domain.validation import Content, DocumentRejectedError, inspect


@dataclass(frozen=True)
class Limits:
    """The largest document in bytes, and how long records are kept."""

    max_bytes: int
    retention: timedelta


@dataclass(frozen=True)
class Intake:
    """Takes uploads in.

    Every step may be interrupted and repeated: the record's key, Textract's token and the keys under `failed/` all
    derive from the upload, and the status moves by conditional writes only.
    """

    store: DocumentStore
    tracking: TrackingTable
    analysis: DocumentAnalysis
    rejection: Rejection
    telemetry: Telemetry
    limits: Limits
    clock: Clock

    def take(self, upload: Upload) -> Record:
        """Start what this upload needs; nothing when it is already started or done.

        Returns:
            The record as it stands afterwards.

        Raises:
            RetryableError: Textract is busy. The record stays QUEUED and the event has to come again.
        """
        received_at = self.clock()
        self.telemetry.upload_received()
        run_id, record = self._run_of(upload)
        if record and record.status is not Status.QUEUED:
            return record
        try:
            return self._take(run_id, record, upload, received_at)
        except StatusConflictError:  # the same event at work elsewhere, or Textract's message was faster
            return self._current(run_id)

    def _take(self, run_id: str, record: Record | None, upload: Upload, received_at: datetime) -> Record:
        try:
            content = self._inspect(upload)
        except DocumentRejectedError as reason:
            return self.rejection.reject(record or self._enqueue(run_id, upload, None, received_at), reason)
        return self._start(record or self._enqueue(run_id, upload, content, received_at))

    def _run_of(self, upload: Upload, attempt: int = 1) -> tuple[str, Record | None]:
        """The run that this upload belongs to: another version of what failed gets a run of its own."""
        run_id = processing_id(upload, attempt)
        record = self.tracking.get(run_id)
        if record and record.status is Status.FAILED and record.s3_version_id != upload.version_id:
            return self._run_of(upload, attempt + 1)
        return run_id, record

    def _inspect(self, upload: Upload) -> Content:
        with self.store.open(upload) as document:
            return inspect(upload.key, document.size, self.limits.max_bytes, document.chunks)

    def _enqueue(self, run_id: str, upload: Upload, content: Content | None, received_at: datetime) -> Record:
        arrival = Arrival(received_at, self.clock())
        return self.tracking.create(queued(run_id, upload, content, arrival, self.limits.retention))

    def _start(self, record: Record) -> Record:
        source = record.source  # not the event's: two versions of one content share a record, and must share a job
        try:
            job_id = self.analysis.start(source, client_request_token(source), record.processing_id)
            after = started(record, job_id, self.clock())
            self.tracking.advance(record, after)
            self.telemetry.job_started(after)
        except DocumentRejectedError as reason:
            return self.rejection.reject(record, reason)
        return after

    def _current(self, run_id: str) -> Record:
        record = self.tracking.get(run_id)
        if record is None:
            raise RetryableError("RecordVanished", f"{run_id} was there and is no more")
        return record
