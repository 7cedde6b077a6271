"""Where documents go that can't be processed."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from lambda_kit.clock import Clock, parse_iso
from textract_processor.domain.announcer import Announcer
from textract_processor.domain.bill import Bill
from textract_processor.domain.naming import failed_keys, s3_uri
from textract_processor.domain.ports import DocumentStore, Telemetry, TrackingTable
from textract_processor.domain.prices import textract_cost
from textract_processor.domain.results import failure_item
from textract_processor.domain.tracking import Failure, Record
from textract_processor.domain.transitions import failed
from textract_processor.domain.validation import DocumentRejectedError


@dataclass(frozen=True)
class Rejection:
    """Ends a document's run as FAILED, puts the document under `failed/` with the reason beside it, and tells of it.

    In this order: once the run has ended, nothing can make it end otherwise, however often the rest has to be tried.
    A failed run stays due until the rest is done: if that fails, or dies, whoever comes next does it, the sweeper at
    the latest. The reason is written before the copy, in the run's name: whoever owns it owns the name, and a
    repetition finds its own.
    """

    store: DocumentStore
    tracking: TrackingTable
    announcer: Announcer
    telemetry: Telemetry
    clock: Clock

    def reject(self, record: Record, reason: DocumentRejectedError, bill: Bill | None = None) -> Record:
        """Reject the document for `reason`; its record afterwards.

        Args:
            record: of the run.
            reason: what is wrong.
            bill: what the run has cost, if that isn't what its record says.

        Raises:
            StatusConflictError: the record has moved on since it was read.
        """
        failure = Failure(reason.code, reason.message)
        after = failed(record, failure, self.clock())
        bill = bill or Bill(textract_cost(record.pages_paid), record.model_id, record.model_usage)
        self.tracking.close(record, after, failure_item(after, failure, bill))
        self.telemetry.document_failed()
        return self.conclude(after)

    def conclude(self, record: Record) -> Record:
        """Do what a FAILED run leaves to do, and note that it is done; nothing if it was. The record afterwards.

        Raises:
            StatusConflictError: the record is gone.
        """
        if record.due_at is None:
            return record
        copy_key = self._claim(record, parse_iso(record.queued_at), _details(record))
        self.store.copy(record.s3_bucket, record.s3_key, record.s3_version_id, copy_key)
        return self.announcer.tell(record)

    def _claim(self, record: Record, moment: datetime, details: bytes) -> str:
        """Write the reason where no other run has; the key for the copy beside it."""
        owner = record.processing_id
        return next(
            copy_key
            for copy_key, error_key in failed_keys(record.s3_key, moment)
            if self.store.claim(record.s3_bucket, error_key, details, "application/json", owner)
        )


def _details(record: Record) -> bytes:
    details = {
        "error": record.failure and asdict(record.failure),
        "processingId": record.processing_id,
        "source": s3_uri(record.s3_bucket, record.s3_key),
        "sourceVersionId": record.s3_version_id,
        "textractJobId": record.job_id,
        "uploadedAt": record.uploaded_at,
        "receivedAt": record.received_at,
        "textractStartedAt": record.textract_started_at,
        "textractCompletedAt": record.textract_completed_at,
    }
    return json.dumps(details, ensure_ascii=False, indent=2).encode()
