"""The sweeper's use case: runs that wait too long for their next step get it, or end with a reason."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from lambda_kit.clock import Clock, iso_ms, parse_iso
from textract_processor.domain.announcer import Announcer
from textract_processor.domain.backlog import Backlog
from textract_processor.domain.events import Completion
from textract_processor.domain.ports import CompletionChannel, DocumentAnalysis, StatusConflictError, TrackingTable
from textract_processor.domain.rejection import Rejection
from textract_processor.domain.tracking import Record, Status
from textract_processor.domain.validation import DocumentRejectedError


class Finding(StrEnum):
    """What became of an overdue run."""

    WAITING = "waiting"
    PUT_BACK = "putBack"
    RUNNING = "running"
    SENT_ON = "sentOn"
    FAILED = "failed"
    TOLD = "told"
    MOVED_ON = "movedOn"


@dataclass(frozen=True)
class Grace:
    """How long a run may stay in a status: before it is looked at, and before it fails."""

    first: timedelta
    longest: timedelta


@dataclass(frozen=True)
class Sweep:
    """Reconciles overdue runs. It may be repeated, cut off anywhere, and run twice at once.

    A run that is looked at in vain is looked at again when it has waited twice as long: one that can't be helped
    doesn't fill a dead-letter queue with its copies.
    """

    tracking: TrackingTable
    analysis: DocumentAnalysis
    backlog: Backlog
    channel: CompletionChannel
    rejection: Rejection
    announcer: Announcer
    graces: Mapping[Status, Grace]
    batch: int
    clock: Clock

    def run(self, has_time: Callable[[], bool]) -> Counter[Finding]:
        """Look at overdue runs, at most a batch of each status; one that can't be looked at holds up no other.

        Args:
            has_time: whether there is time for one more run.

        Returns:
            How often each finding was made.

        Raises:
            ExceptionGroup: of what has kept runs from being looked at, when the others have been.
        """
        findings: Counter[Finding] = Counter()
        errors: list[Exception] = []
        for look in self._looks():
            if not has_time():
                break
            try:
                findings[look()] += 1
            except StatusConflictError:  # it got its next step after all
                findings[Finding.MOVED_ON] += 1
            except Exception as error:
                errors.append(error)
        if errors:
            raise ExceptionGroup(f"{len(errors)} overdue runs can't be looked at", errors)
        return findings

    def _looks(self) -> Iterator[Callable[[], Finding]]:
        waiting = self._overdue(Status.QUEUED)
        are_lost = bool(waiting) and self.backlog.depth() < len(waiting)
        yield from (partial(self._look_at_queued, record, are_lost) for record in waiting)
        yield from (partial(self._look_at_started, record) for record in self._overdue(Status.TEXTRACT_STARTED))
        yield from (partial(self._look_at_analysed, record) for record in self._overdue(Status.TEXTRACT_COMPLETED))
        yield from (partial(self._look_at_failed, record) for record in self._overdue(Status.FAILED))
        yield from (partial(self._look_at_completed, record) for record in self._overdue(Status.COMPLETED))

    def _overdue(self, status: Status) -> list[Record]:
        """The index lags, so each run is read again."""
        since = self.clock() - self.graces[status].first
        found = (self.tracking.get(run_id) for run_id in self.tracking.overdue(status, since, self.batch))
        return [record for record in found if record and record.status is status and _is_due(record, since)]

    def _look_at_queued(self, record: Record, are_lost: bool) -> Finding:
        """A document that waits is in the backlog, unless that holds fewer than are overdue."""
        if record.content_sha256 is None:
            return self._fail(record, "ValidationInterrupted", "the document was being rejected when the function died")
        if self._is_over(record):
            return self._fail(record, "NeverStarted", "Textract took no job for the document in time")
        if not are_lost:
            return Finding.WAITING
        self.backlog.put(record)
        return self._postpone(record, Finding.PUT_BACK)

    def _look_at_started(self, record: Record) -> Finding:
        """Only a job that still runs may be running too long: one that has ended will be finished."""
        job_id = record.textract_job_id or ""
        match self.analysis.status(job_id):
            case None:
                return self._fail(record, "AnalysisLost", f"Textract doesn't know the job {job_id} any more")
            case "IN_PROGRESS" if self._is_over(record):
                return self._fail(record, "AnalysisTimedOut", f"Textract didn't end the job {job_id} in time")
            case "IN_PROGRESS":
                return self._postpone(record, Finding.RUNNING)
            case ended:
                return self._send_on(record, Completion(job_id, ended, record.processing_id, self.clock()))

    def _look_at_analysed(self, record: Record) -> Finding:
        if self._is_over(record):
            return self._fail(record, "ProcessingTimedOut", "the document was analysed, but never finished")
        ended_at = parse_iso(record.textract_completed_at or record.queued_at)
        return self._send_on(record, Completion(record.job_id or "", "SUCCEEDED", record.processing_id, ended_at))

    def _look_at_failed(self, record: Record) -> Finding:
        """Its document isn't under `failed/`, or nobody was told of it, as far as was noted."""
        self.rejection.conclude(record)
        return Finding.TOLD

    def _look_at_completed(self, record: Record) -> Finding:
        """Nobody was told of it, as far as was noted."""
        self.announcer.tell(record)
        return Finding.TOLD

    def _send_on(self, record: Record, completion: Completion) -> Finding:
        self.channel.publish(completion, completion.to_message())
        return self._postpone(record, Finding.SENT_ON)

    def _fail(self, record: Record, code: str, message: str) -> Finding:
        self.rejection.reject(record, DocumentRejectedError(code, message))
        return Finding.FAILED

    def _postpone(self, record: Record, finding: Finding) -> Finding:
        """The next look comes when the run is twice as old, and at its longest time if that is still to come."""
        grace, now = self.graces[record.status], self.clock()
        twice, longest = now + (now - record.since), record.since + grace.longest
        next_look = min(twice, longest) if longest > now else twice
        self.tracking.advance(record, replace(record, due_at=iso_ms(next_look - grace.first)))
        return finding

    def _is_over(self, record: Record) -> bool:
        return self.clock() - record.since >= self.graces[record.status].longest


def _is_due(record: Record, moment: datetime) -> bool:
    return record.due_at is not None and parse_iso(record.due_at) <= moment
