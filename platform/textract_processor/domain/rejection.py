"""Where documents go that can't be processed."""

import json
from dataclasses import dataclass

from lambda_kit.clock import Clock, parse_iso
from textract_processor.domain.bill import Bill
from textract_processor.domain.naming import error_key, failed_key, s3_uri
from textract_processor.domain.ports import DocumentStore, Telemetry, TrackingTable
from textract_processor.domain.results import failure_item
from textract_processor.domain.tracking import Failure, Record, failed
from textract_processor.domain.validation import DocumentRejectedError


@dataclass(frozen=True)
class Rejection:
    """Puts a document under `failed/` with the reason beside it, then ends its run as FAILED.

    In this order, so that a FAILED record always has its copy; the keys derive from the record, so that a repeated
    rejection overwrites its own files.
    """

    store: DocumentStore
    tracking: TrackingTable
    telemetry: Telemetry
    clock: Clock

    def reject(self, record: Record, reason: DocumentRejectedError, bill: Bill | None = None) -> Record:
        """Reject the document for `reason`, whatever it has cost; its record afterwards.

        Raises:
            StatusConflictError: the record has moved on since it was read.
        """
        moment = parse_iso(record.queued_at)
        self.store.copy(record.s3_bucket, record.s3_key, record.s3_version_id, failed_key(record.s3_key, moment))
        self.store.put(
            record.s3_bucket,
            error_key(record.s3_key, moment),
            _details(record, reason),
            "application/json",
        )
        failure = Failure(reason.code, reason.message)
        after = failed(record, failure, self.clock())
        self.tracking.close(record, after, failure_item(after, failure, bill))
        self.telemetry.document_failed()
        return after


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
