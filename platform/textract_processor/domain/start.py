"""A queued document becomes a Textract job, once."""

from dataclasses import dataclass

from lambda_kit.clock import Clock
from textract_processor.domain.identity import client_request_token
from textract_processor.domain.ports import DocumentAnalysis, Telemetry, TrackingTable
from textract_processor.domain.rejection import Rejection
from textract_processor.domain.tracking import Record, started
from textract_processor.domain.validation import DocumentRejectedError


@dataclass(frozen=True)
class Starter:
    """Starts jobs, for the orchestrator and for the dispatcher; both may try at the same time.

    The token derives from the upload: who dies between Textract's answer and the note of it finds the same job again.
    """

    tracking: TrackingTable
    analysis: DocumentAnalysis
    rejection: Rejection
    telemetry: Telemetry
    clock: Clock

    def start(self, record: Record) -> Record:
        """Start the job of a QUEUED `record`, or reject the document if Textract refuses it; the record afterwards.

        Raises:
            AnalysisBusyError: Textract takes no more jobs now.
            StatusConflictError: the record has moved on since it was read.
        """
        source = record.source  # not the event's: two versions of one content share a record, and must share a job
        try:
            job_id = self.analysis.start(source, client_request_token(source), record.processing_id)
        except DocumentRejectedError as reason:
            return self.rejection.reject(record, reason)
        after = started(record, job_id, self.clock())
        self.tracking.advance(record, after)
        self.telemetry.job_started(after)
        return after
