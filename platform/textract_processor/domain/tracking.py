"""The tracking record and its state machine.

    QUEUED ──► TEXTRACT_STARTED ──► TEXTRACT_COMPLETED ──► COMPLETED
       └───────────────────────────────►┘
    any but COMPLETED ──► FAILED

QUEUED may skip TEXTRACT_STARTED because Textract's message can overtake the orchestrator's own note of the job.
COMPLETED and FAILED are final: a new upload makes a new record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from lambda_kit.clock import parse_iso
from textract_processor.domain.dialogue import Usage
from textract_processor.domain.events import Upload


class Status(StrEnum):
    """Where a document is in the pipeline."""

    QUEUED = "QUEUED"
    TEXTRACT_STARTED = "TEXTRACT_STARTED"
    TEXTRACT_COMPLETED = "TEXTRACT_COMPLETED"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"

    @property
    def is_final(self) -> bool:
        """Whether no change of status may follow."""
        return not NEXT[self]


NEXT: Final[Mapping[Status, frozenset[Status]]] = {
    Status.QUEUED: frozenset({Status.TEXTRACT_STARTED, Status.TEXTRACT_COMPLETED, Status.FAILED}),
    Status.TEXTRACT_STARTED: frozenset({Status.TEXTRACT_COMPLETED, Status.FAILED}),
    Status.TEXTRACT_COMPLETED: frozenset({Status.COMPLETED, Status.FAILED}),
    Status.COMPLETED: frozenset(),
    Status.FAILED: frozenset(),
}


@dataclass(frozen=True)
class Failure:
    """Why a document failed: a stable code and a sentence."""

    code: str
    message: str


@dataclass(frozen=True)
class Record:
    """One processing run of one document. Times are ISO-8601 UTC with milliseconds; `ttl` is in epoch seconds."""

    processing_id: str
    s3_bucket: str
    s3_key: str
    s3_etag: str
    s3_version_id: str | None
    status: Status
    uploaded_at: str
    received_at: str
    queued_at: str
    ttl: int
    content_sha256: str | None = None
    file_size_bytes: int | None = None
    textract_job_id: str | None = None
    cached_job_id: str | None = None
    """The job of another run, whose kept result takes the place of a job of this run's own."""
    textract_started_at: str | None = None
    textract_completed_at: str | None = None
    processing_started_at: str | None = None
    model_id: str | None = None
    model_usage: tuple[Usage, ...] = ()
    """What the model's answers took, for a run that had to be tried again: it may never come to its end."""
    model_asked_at: str | None = None
    model_answered_at: str | None = None
    completed_at: str | None = None
    failed_at: str | None = None
    failure: Failure | None = None
    outputs: Mapping[str, str] = field(default_factory=dict)
    page_count: int | None = None
    missing_pages: tuple[int, ...] = ()
    due_at: str | None = None
    """From when on the next step is due, which is its notice for a run that has ended; one with nothing to come has
    none."""

    @property
    def since(self) -> datetime:
        """When the run came to its status, for one that hasn't ended."""
        since = {
            Status.TEXTRACT_STARTED: self.textract_started_at,
            Status.TEXTRACT_COMPLETED: self.processing_started_at,
        }
        return parse_iso(since.get(self.status) or self.queued_at)

    @property
    def job_id(self) -> str | None:
        """The Textract job whose result this run is about."""
        return self.textract_job_id or self.cached_job_id

    def reuses(self, job_id: str | None) -> bool:
        """Whether another run has paid for the result of this job."""
        return self.textract_job_id is None and job_id is not None and self.cached_job_id == job_id

    @property
    def pages_paid(self) -> int:
        """The pages that this run has paid Textract for, as far as it has heard of them."""
        return 0 if self.reuses(self.job_id) else self.page_count or 0

    @property
    def source(self) -> Upload:
        """The object version that this run is about."""
        return Upload(self.s3_bucket, self.s3_key, self.s3_etag, self.s3_version_id, parse_iso(self.uploaded_at))

    def became(self, status: Status) -> "Record":
        """This record in its next `status`.

        Raises:
            ValueError: the state machine has no such step.
        """
        if status not in NEXT[self.status]:
            raise ValueError(f"{self.processing_id} can't go from {self.status} to {status}")
        return replace(self, status=status)
