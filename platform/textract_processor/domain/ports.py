"""What the use cases need from the world."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from lambda_kit.errors import RetryableError
from textract_processor.domain.analysis import AnalysisResult
from textract_processor.domain.bill import Bill
from textract_processor.domain.dialogue import Answer, Errand, Question
from textract_processor.domain.events import Completion, Upload
from textract_processor.domain.tracking import Record, Status

MAX_COPY_BYTES = 5 * 1024**3
"""The largest object that S3 copies in one request."""


class StatusConflictError(Exception):
    """The record is no longer what the caller read: someone else moved it on."""


class AnalysisBusyError(RetryableError):
    """Textract takes no more jobs now: as many are in progress as it allows."""


class TooManyStartsError(AnalysisBusyError):
    """Textract takes no more jobs within this second; there may be room for them in the next."""


@dataclass(frozen=True)
class StoredDocument:
    """An object being read: its size in bytes, and its content in chunks."""

    size: int
    chunks: Iterator[bytes]


class DocumentStore(Protocol):
    """The bucket."""

    def open(self, upload: Upload) -> AbstractContextManager[StoredDocument]:
        """Read the announced version.

        Raises:
            DocumentRejectedError: `DocumentNotFound`.
        """

    def copy(self, bucket: str, key: str, version_id: str | None, target_key: str) -> None:
        """Copy a version inside the bucket; one that is gone or over `MAX_COPY_BYTES` is left where it is."""

    def put(self, bucket: str, key: str, body: bytes, content_type: str) -> None:
        """Write an object, whatever was there."""

    def claim(self, bucket: str, key: str, body: bytes, content_type: str, owner: str) -> bool:
        """Write an object for `owner` unless it exists; whether it is now, or already was, the owner's."""


class TrackingTable(Protocol):
    """Tracking records; every change is conditional."""

    def get(self, processing_id: str) -> Record | None:
        """The record as it is now (a consistent read)."""

    def find_by_job(self, job_id: str) -> Record | None:
        """The record of a Textract job, through an index that may lag."""

    def overdue(self, status: Status, since: datetime, limit: int) -> list[str]:
        """Ids of up to `limit` runs in a `status` that were due at `since`, the longest due first; may lag."""

    def create(self, record: Record) -> Record:
        """Write a run's first record unless it has one; the record that it has now."""

    def advance(self, before: Record, after: Record) -> None:
        """Replace `before` by `after`.

        Raises:
            StatusConflictError: the stored status is not that of `before`.
        """

    def close(self, before: Record, after: Record, result: Mapping[str, Any]) -> None:
        """Replace `before` by `after`, which is final, and write the item of results: both or neither.

        Raises:
            StatusConflictError: the stored status is not that of `before`.
            RetryableError: another change was under way.
        """


class Notices(Protocol):
    """Whoever wants to hear of runs that have ended."""

    @property
    def are_wanted(self) -> bool:
        """Whether anybody does."""

    def announce(self, record: Record) -> None:
        """Tell of a run that has ended, well or badly; now and then the same one twice."""


class Telemetry(Protocol):
    """What operators measure. A crash may swallow an observation; what counts exactly is in the tables."""

    def upload_received(self) -> None:
        """An upload's event has arrived."""

    def job_started(self, record: Record) -> None:
        """Textract works on the document of this record."""

    def job_ended(self, result: AnalysisResult) -> None:
        """A Textract job has ended, well or badly."""

    def analysis_reused(self) -> None:
        """A kept result has taken the place of a job."""

    def model_answered(self, model_id: str, answer: Answer) -> None:
        """A model, or the cache in its place, has answered."""

    def document_completed(self, record: Record, bill: Bill) -> None:
        """A run has ended well."""

    def document_failed(self) -> None:
        """A run has ended badly."""


class DocumentAnalysis(Protocol):
    """Textract."""

    def start(self, upload: Upload, token: str, tag: str) -> str:
        """Start a job, once for a `token`; its id.

        Raises:
            DocumentRejectedError: Textract refuses this document.
            AnalysisBusyError: Textract takes no more jobs now.
            RetryableError: Textract failed.
        """

    def status(self, job_id: str) -> str | None:
        """`IN_PROGRESS` or how the job has ended, in Textract's words; None when it doesn't know the job any more."""

    def result(self, job_id: str) -> AnalysisResult:
        """Everything that a finished job found."""


class CompletionChannel(Protocol):
    """Where the processor's messages come from."""

    def publish(self, completion: Completion, body: str) -> None:
        """Pass on a message, which reads as `completion`, once for its run and job."""


class AnswerCache(Protocol):
    """Answers that were paid for, as JSON text by key."""

    def get(self, key: str) -> str | None:
        """The entry, if there is one."""

    def put(self, key: str, entry: str) -> None:
        """Keep an entry."""


class Model(Protocol):
    """A language model."""

    @property
    def model_id(self) -> str:
        """Bedrock's id."""

    @property
    def parameters(self) -> str:
        """Whatever else an answer depends on beside the question, as text: part of the cache's key."""

    def answer(self, question: Question, errand: Errand, *, fresh: bool = False) -> Answer:
        """Answer at temperature 0; `fresh` when an earlier answer won't do.

        Raises:
            DocumentRejectedError: the prompt is more than the model can take.
            RetryableError: the model is busy, or the errand's deadline too near to ask.
        """
