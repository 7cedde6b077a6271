"""The orchestrator's use case: an upload gets a Textract job, waits for one, or fails with a reason, once."""

from dataclasses import dataclass
from datetime import timedelta

from lambda_kit.clock import Clock
from lambda_kit.errors import RetryableError
from textract_processor.domain.backlog import Backlog, WakeUp
from textract_processor.domain.events import Upload
from textract_processor.domain.identity import processing_id
from textract_processor.domain.ports import (
    DocumentStore,
    StatusConflictError,
    Telemetry,
    TooManyStartsError,
    TrackingTable,
)
from textract_processor.domain.rejection import Rejection
from textract_processor.domain.start import Starter
from textract_processor.domain.tracking import Record, Status
from textract_processor.domain.transitions import Arrival, queued
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
    derive from the upload, and the status moves by conditional writes only. Nobody asks first whether there is a
    record: most uploads are new, and writing one says so, too.
    """

    store: DocumentStore
    tracking: TrackingTable
    backlog: Backlog
    wake_up: WakeUp
    starter: Starter
    rejection: Rejection
    telemetry: Telemetry
    limits: Limits
    clock: Clock

    def take(self, upload: Upload) -> Record:
        """Start what this upload needs; nothing when it is already started or done.

        Returns:
            The record as it stands afterwards.

        Raises:
            RetryableError: the event has to come again.
        """
        received_at = self.clock()
        self.telemetry.upload_received()
        content = self._inspect(upload)
        record = self._record(upload, content, Arrival(received_at, self.clock()))
        try:
            return self._take(record, content)
        except StatusConflictError:  # the same event at work elsewhere, or Textract's message was faster
            return self._current(record.processing_id)

    def _take(self, record: Record, content: Content | DocumentRejectedError) -> Record:
        match record.status:
            case Status.QUEUED if isinstance(content, DocumentRejectedError):
                return self.rejection.reject(record, content)
            case Status.QUEUED:
                return self.starter.reuse(record) or self._start_or_wait(record)
            case Status.FAILED:
                return self.rejection.conclude(record)
            case _:
                return record

    def _inspect(self, upload: Upload) -> Content | DocumentRejectedError:
        try:
            with self.store.open(upload) as document:
                return inspect(upload.key, document.size, self.limits.max_bytes, document.chunks)
        except DocumentRejectedError as reason:
            return reason

    def _record(
        self, upload: Upload, content: Content | DocumentRejectedError, arrival: Arrival, attempt: int = 1
    ) -> Record:
        """The record of the run that this upload belongs to: another version of what failed gets a run of its own."""
        known = content if isinstance(content, Content) else None
        first = queued(processing_id(upload, attempt), upload, known, arrival, self.limits.retention)
        record = self.tracking.create(first)
        if record.status is Status.FAILED and record.s3_version_id != upload.version_id:
            return self._record(upload, content, arrival, attempt + 1)
        return record

    def _start_or_wait(self, record: Record) -> Record:
        """Start the document's job unless others wait for theirs; what can't be started waits behind them."""
        refusal: RetryableError | None = None
        if self.backlog.depth() == 0:
            try:
                return self.starter.start(record)
            except RetryableError as error:
                refusal = error
        self.backlog.put(record)
        if isinstance(refusal, TooManyStartsError):
            self.wake_up.soon()
        return record

    def _current(self, run_id: str) -> Record:
        record = self.tracking.get(run_id)
        if record is None:
            raise RetryableError("RecordVanished", f"{run_id} was there and is no more")
        return record
