"""The processor's use case: a finished Textract job becomes five outputs and a result, once."""

from dataclasses import dataclass, replace
from typing import Final

from lambda_kit.clock import Clock, parse_iso
from lambda_kit.errors import RetryableError
from textract_processor.domain.analysis import AnalysisResult
from textract_processor.domain.events import Completion
from textract_processor.domain.findings import Findings, TextLimits, analyse
from textract_processor.domain.outputs import render_outputs, write_outputs
from textract_processor.domain.ports import (
    DocumentAnalysis,
    DocumentStore,
    Model,
    ResultsTable,
    StatusConflictError,
    TrackingTable,
)
from textract_processor.domain.prices import bedrock_cost, textract_cost
from textract_processor.domain.rejection import Rejection
from textract_processor.domain.results import Costs, result_item
from textract_processor.domain.tracking import Record, Status, analysed, completed
from textract_processor.domain.validation import DocumentRejectedError

CONFLICTS: Final = 3
"""A record has four steps, and the orchestrator writes one of them while this runs."""


@dataclass(frozen=True)
class Processing:
    """Finishes documents.

    The record says COMPLETED last, after everything it points to exists; until then each step may be repeated: names
    derive from the time at which Textract ended, answers come from the cache, the result item has a fixed key.
    """

    store: DocumentStore
    tracking: TrackingTable
    results: ResultsTable
    analysis: DocumentAnalysis
    model: Model
    rejection: Rejection
    limits: TextLimits
    clock: Clock

    def finish(self, completion: Completion) -> Record:
        """Finish the run that this message is about; nothing if it has ended, or if another job is the run's.

        Returns:
            The record as it stands afterwards.

        Raises:
            RetryableError: the record isn't there yet, or a service is busy: the message has to come again.
        """
        for _ in range(CONFLICTS):
            try:
                return self._finish(completion)
            except StatusConflictError:  # the orchestrator's note of the job came between; read again
                continue
        raise RetryableError("RecordBusy", f"the record of job {completion.job_id} keeps changing")

    def _finish(self, completion: Completion) -> Record:
        record = self._find(completion)
        if record.status.is_final or record.textract_job_id not in (None, completion.job_id):
            return record
        result = self.analysis.result(completion.job_id)
        if result.has_failed:
            reason = DocumentRejectedError("TextractFailed", result.status_message)
            return self.rejection.reject(replace(record, textract_job_id=completion.job_id), reason)
        record = self._analysed(record, completion)
        try:
            return self._complete(record, result)
        except DocumentRejectedError as reason:
            return self.rejection.reject(record, reason)

    def _find(self, completion: Completion) -> Record:
        """By the tag first, which is the record's key: the index by job lags, and knows only what was noted."""
        record = self.tracking.get(completion.job_tag) if completion.job_tag else None
        record = record or self.tracking.find_by_job(completion.job_id)
        if record is None:
            raise RetryableError("RecordNotFound", f"no record of Textract job {completion.job_id}")
        return record

    def _analysed(self, record: Record, completion: Completion) -> Record:
        if record.status is Status.TEXTRACT_COMPLETED:  # an earlier attempt got this far
            return record
        after = analysed(record, completion.job_id, completion.ended_at)
        self.tracking.advance(record, after)
        return after

    def _complete(self, record: Record, result: AnalysisResult) -> Record:
        findings = analyse(result, self.model, self.limits, record.processing_id)
        moment = parse_iso(record.textract_completed_at or record.queued_at)
        outputs = write_outputs(self.store, record, moment, render_outputs(record, result, findings))
        after = completed(record, outputs, result.missing_pages, self.clock())
        self.results.put(result_item(after, findings.fields, result.page_count, _costs(result, findings)))
        self.tracking.advance(record, after)
        return after


def _costs(result: AnalysisResult, findings: Findings) -> Costs:
    return Costs(textract_cost(result.page_count), bedrock_cost(findings.model_id, findings.answers))
