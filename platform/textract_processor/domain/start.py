"""A queued document becomes a Textract job, once, or takes over the result of another's."""

from dataclasses import dataclass

from lambda_kit.clock import Clock
from textract_processor.domain.analyses import KeptAnalyses
from textract_processor.domain.events import Completion
from textract_processor.domain.identity import client_request_token
from textract_processor.domain.ports import CompletionChannel, DocumentAnalysis, Telemetry, TrackingTable
from textract_processor.domain.rejection import Rejection
from textract_processor.domain.tracking import Record
from textract_processor.domain.transitions import reusing, started
from textract_processor.domain.validation import DocumentRejectedError


@dataclass(frozen=True)
class Starter:
    """Sets documents going, for the orchestrator and for the dispatcher; both may try at the same time.

    The token derives from the upload: who dies between Textract's answer and the note of it finds the same job again.
    """

    tracking: TrackingTable
    analysis: DocumentAnalysis
    kept: KeptAnalyses
    channel: CompletionChannel
    rejection: Rejection
    telemetry: Telemetry
    clock: Clock

    def reuse(self, record: Record) -> Record | None:
        """Send a QUEUED `record` on to the processor if the result for its content is kept; None if it isn't.

        The record names the job before the message does: whoever dies in between sends it again, or the sweeper does.

        Raises:
            StatusConflictError: the record has moved on since it was read.
        """
        after = record if record.cached_job_id else self._with_kept(record)
        if after is None:
            return None
        self.tracking.advance(record, after)
        completion = Completion(after.job_id or "", "SUCCEEDED", record.processing_id, self.clock())
        self.channel.publish(completion, completion.to_message())
        return after

    def _with_kept(self, record: Record) -> Record | None:
        """The record with the job whose result is kept. That may be the run's own: the note of its start was lost, and
        so was what came after its result was kept. Then it isn't free."""
        kept = self.kept.find(record.content_sha256) if record.content_sha256 else None
        if kept is None:
            return None
        if kept.payer == record.processing_id:
            return started(record, kept.job_id, self.clock())
        return reusing(record, kept.job_id)

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
