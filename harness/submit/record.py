"""The tracking record, as the pipeline keeps it for each processing run."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class Status(StrEnum):
    """Where a run is, in the order in which a run goes."""

    QUEUED = "QUEUED"
    TEXTRACT_STARTED = "TEXTRACT_STARTED"
    TEXTRACT_COMPLETED = "TEXTRACT_COMPLETED"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"

    @property
    def rank(self) -> int:
        """Its place in that order."""
        return list(Status).index(self)

    @property
    def is_final(self) -> bool:
        """Whether the run is over."""
        return self in (Status.COMPLETED, Status.FAILED)


class Failure(BaseModel):
    """Why a run failed."""

    code: str
    message: str


class RunState(BaseModel):
    """Which run a record is about, and where that is."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)

    processing_id: str
    s3_key: str
    s3_etag: str = Field(validation_alias="s3ETag")
    status: Status
    queued_at: datetime


class TrackingRecord(RunState):
    """What the client reads of a record. The times are the pipeline's own; a hop not yet reached has none."""

    s3_version_id: str | None = None
    textract_job_id: str | None = None
    uploaded_at: datetime | None = None
    received_at: datetime | None = None
    textract_started_at: datetime | None = None
    textract_completed_at: datetime | None = None
    processing_started_at: datetime | None = None
    model_asked_at: datetime | None = None
    model_answered_at: datetime | None = None
    completed_at: datetime | None = None
    failed_at: datetime | None = None
    failure: Failure | None = None
    outputs: dict[str, str] = {}
