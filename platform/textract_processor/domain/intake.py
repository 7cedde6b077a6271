"""The orchestrator's use case: an upload gets a Textract job, waits for one, or fails with a reason, once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

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
    derive from the upload, and the status moves by conditional writes only.
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
        run_id, record = self._run_of(upload)
        if record and record.status is Status.FAILED:
            return self.rejection.conclude(record)
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
            return self.rejection.reject(record or self._create(run_id, upload, None, received_at), reason)
        record = record or self._create(run_id, upload, content, received_at)
        return self.starter.reuse(record) or self._start_or_wait(record)

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

    def _create(self, run_id: str, upload: Upload, content: Content | None, received_at: datetime) -> Record:
        arrival = Arrival(received_at, self.clock())
        return self.tracking.create(queued(run_id, upload, content, arrival, self.limits.retention))

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
