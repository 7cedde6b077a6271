"""The processor's use case: a finished Textract job becomes five outputs and a result, once."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from lambda_kit.clock import Clock, parse_iso
from lambda_kit.errors import RetryableError
from textract_processor.domain.analyses import Analyses
from textract_processor.domain.analysis import AnalysisResult
from textract_processor.domain.announcer import Announcer
from textract_processor.domain.bill import Bill
from textract_processor.domain.dialogue import Errand, Usage
from textract_processor.domain.events import Completion
from textract_processor.domain.findings import ExtractionLimits, analyse
from textract_processor.domain.outputs import render_outputs, write_outputs
from textract_processor.domain.ports import (
    DocumentStore,
    Model,
    StatusConflictError,
    Telemetry,
    TrackingTable,
)
from textract_processor.domain.prices import bedrock_cost, textract_cost
from textract_processor.domain.rejection import Rejection
from textract_processor.domain.results import Yield, result_item
from textract_processor.domain.tally import Tally
from textract_processor.domain.tracking import Record, Status
from textract_processor.domain.transitions import Asking, analysed, completed, told
from textract_processor.domain.validation import DocumentRejectedError

CONFLICTS: Final = 3
"""A record has four steps, and the orchestrator writes one of them while this runs."""


@dataclass(frozen=True)
class Processing:
    """Finishes documents.

    The run ends last, after everything it points to exists; until then each step may be repeated: names derive from
    the time at which Textract ended, answers come from the cache. The record and its result are written at once or
    not at all.
    """

    store: DocumentStore
    tracking: TrackingTable
    analyses: Analyses
    model: Model
    rejection: Rejection
    announcer: Announcer
    telemetry: Telemetry
    limits: ExtractionLimits
    clock: Clock

    def finish(self, completion: Completion, deadline: datetime) -> Record:
        """Finish the run that this message is about; nothing if it has ended, or if another job is the run's.

        Args:
            completion: Textract's message.
            deadline: when the process that runs this ends, ready or not.

        Returns:
            The record as it stands afterwards.

        Raises:
            RetryableError: the record isn't there yet, or a service is busy: the message has to come again.
        """
        for _ in range(CONFLICTS):
            try:
                record = self._finish(completion, deadline)
            except StatusConflictError:  # the orchestrator's note of the job came between; read again
                continue
            return self._concluded(record)
        raise RetryableError("RecordBusy", f"the record of job {completion.job_id} keeps changing")

    def _concluded(self, record: Record) -> Record:
        """Also for a message that comes again: what had to follow the end may have been lost with the process."""
        match record.status:
            case Status.FAILED:
                return self.rejection.conclude(record)
            case Status.COMPLETED:
                return self.announcer.tell(record)
            case _:
                return record

    def _finish(self, completion: Completion, deadline: datetime) -> Record:
        arrived = self.clock()
        record = self._find(completion)
        if record.status.is_final or record.job_id not in (None, completion.job_id):
            return record
        result = self.analyses.of(record, completion.job_id)
        if result.has_failed:
            return self._give_up(record, completion, result)
        tally = self._tally(record)
        record = self._analysed(record, completion, result, arrived)
        try:
            return self._complete(record, result, tally, deadline)
        except DocumentRejectedError as reason:
            return self.rejection.reject(record, reason, _bill(record, tally))

    def _find(self, completion: Completion) -> Record:
        """By the tag first, which is the record's key: the index by job lags, and knows only what was noted."""
        record = self.tracking.get(completion.job_tag) if completion.job_tag else None
        record = record or self.tracking.find_by_job(completion.job_id)
        if record is None:
            raise RetryableError("RecordNotFound", f"no record of Textract job {completion.job_id}")
        return record

    def _give_up(self, record: Record, completion: Completion, result: AnalysisResult) -> Record:
        reason = DocumentRejectedError("TextractFailed", result.status_message)
        after = self.rejection.reject(replace(record, textract_job_id=completion.job_id), reason)
        self.telemetry.job_ended(result)
        return after

    def _analysed(self, record: Record, completion: Completion, result: AnalysisResult, arrived: datetime) -> Record:
        if record.status is Status.TEXTRACT_COMPLETED:  # an earlier attempt got this far
            return record
        after = analysed(record, completion.job_id, completion.ended_at, result.page_count, arrived)
        self.tracking.advance(record, after)
        if record.reuses(completion.job_id):
            self.telemetry.analysis_reused()
        else:
            self.telemetry.job_ended(result)
        return after

    def _tally(self, record: Record) -> Tally:
        """A run that has to be tried again may never end: what its answers take is noted for whoever fails it."""
        is_repeated = record.status is Status.TEXTRACT_COMPLETED
        return Tally(self.model, note=partial(self._note, record)) if is_repeated else Tally(self.model)

    def _note(self, record: Record, usage: tuple[Usage, ...]) -> None:
        """Only what is dearer than what was noted: an answer for which this run paid may have become another's."""
        model_id = self.model.model_id
        if bedrock_cost(model_id, usage) > bedrock_cost(model_id, record.model_usage):
            self.tracking.advance(record, replace(record, model_id=model_id, model_usage=usage))

    def _complete(self, record: Record, result: AnalysisResult, tally: Tally, deadline: datetime) -> Record:
        began = self.clock()
        findings = analyse(result, tally, self.limits, Errand(record.processing_id, deadline))
        asking = Asking(began, self.clock())
        moment = parse_iso(record.textract_completed_at or record.queued_at)
        outputs = write_outputs(self.store, record, moment, render_outputs(record, result, findings))
        after = completed(record, outputs, result.missing_pages, asking, self.clock())
        after = after if self.announcer.is_wanted else told(after)
        bill = _bill(record, tally)
        self.tracking.close(record, after, result_item(after, Yield(findings.fields, bill)))
        self.telemetry.document_completed(after, bill)
        return after


def _bill(record: Record, tally: Tally) -> Bill:
    return Bill(textract_cost(record.pages_paid), tally.model_id, tally.usage)
