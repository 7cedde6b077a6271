"""Where documents go that can't be processed."""

import json
from dataclasses import dataclass
from datetime import datetime

from lambda_kit.clock import Clock, parse_iso
from textract_processor.domain.bill import Bill
from textract_processor.domain.naming import failed_keys, s3_uri
from textract_processor.domain.ports import DocumentStore, Notices, Telemetry, TrackingTable
from textract_processor.domain.prices import textract_cost
from textract_processor.domain.results import failure_item
from textract_processor.domain.tracking import Failure, Record, failed, told
from textract_processor.domain.validation import DocumentRejectedError


@dataclass(frozen=True)
class Rejection:
    """Puts a document under `failed/` with the reason beside it, then ends its run as FAILED.

    In this order, so that a FAILED record always has its copy. The reason is written first, in the run's name: whoever
    owns it owns the name, and a repeated rejection finds its own. A failed run is due until its notice is sent: if
    that fails, or dies, the sweeper sends it.
    """

    store: DocumentStore
    tracking: TrackingTable
    notices: Notices
    telemetry: Telemetry
    clock: Clock

    def reject(self, record: Record, reason: DocumentRejectedError, bill: Bill | None = None) -> Record:
        """Reject the document for `reason`; its record afterwards.

        Args:
            record: of the run.
            reason: what is wrong.
            bill: what the run has cost, if a model was asked.

        Raises:
            StatusConflictError: the record has moved on since it was read.
        """
        moment = parse_iso(record.queued_at)
        copy_key = self._claim(record, moment, _details(record, reason))
        self.store.copy(record.s3_bucket, record.s3_key, record.s3_version_id, copy_key)
        failure = Failure(reason.code, reason.message)
        after = failed(record, failure, self.clock())
        bill = bill or Bill(textract_cost(record.pages_paid))
        self.tracking.close(record, after, failure_item(after, failure, bill))
        self.telemetry.document_failed()
        return self.announce(after)

    def announce(self, record: Record) -> Record:
        """Tell of a run that has failed, and note that it was told; the record afterwards.

        Raises:
            StatusConflictError: the record is gone.
        """
        self.notices.announce(record)
        after = told(record)
        self.tracking.advance(record, after)
        return after

    def _claim(self, record: Record, moment: datetime, details: bytes) -> str:
        """Write the reason where no other run has; the key for the copy beside it."""
        owner = record.processing_id
        return next(
            copy_key
            for copy_key, error_key in failed_keys(record.s3_key, moment)
            if self.store.claim(record.s3_bucket, error_key, details, "application/json", owner)
        )


def _details(record: Record, reason: DocumentRejectedError) -> bytes:
    details = {
        "error": {"code": reason.code, "message": reason.message},
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
