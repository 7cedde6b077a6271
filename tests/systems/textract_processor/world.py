"""A world without AWS: every port in memory, and a fuse that can blow before or after any call."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import md5
from typing import Any

from lambda_kit.clock import parse_iso
from tests.systems.textract_processor.paper import Paper, deed
from textract_processor.domain.analyses import Analyses, Kept
from textract_processor.domain.analysis import AnalysisResult
from textract_processor.domain.announcer import Announcer
from textract_processor.domain.backlog import Waiting
from textract_processor.domain.bill import Bill
from textract_processor.domain.dialogue import Answer, Errand, Question
from textract_processor.domain.dispatch import Dispatch
from textract_processor.domain.events import Completion, Upload
from textract_processor.domain.extraction import AnswerTokens
from textract_processor.domain.findings import ExtractionLimits
from textract_processor.domain.intake import Intake, Limits
from textract_processor.domain.model_cache import CachedModel
from textract_processor.domain.ports import AnalysisBusyError, StatusConflictError, StoredDocument
from textract_processor.domain.processing import Processing
from textract_processor.domain.rejection import Rejection
from textract_processor.domain.start import Starter
from textract_processor.domain.sweep import Grace, Sweep
from textract_processor.domain.tracking import Record, Status
from textract_processor.domain.transitions import Arrival, Asking
from textract_processor.domain.validation import DocumentRejectedError

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
GRACES = {
    Status.QUEUED: Grace(15 * MINUTE, 144 * HOUR),
    Status.TEXTRACT_STARTED: Grace(15 * MINUTE, 2 * HOUR),
    Status.TEXTRACT_COMPLETED: Grace(5 * HOUR, 24 * HOUR),
    Status.FAILED: Grace(5 * MINUTE, 5 * MINUTE),
    Status.COMPLETED: Grace(5 * MINUTE, 5 * MINUTE),
}
NOON = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
ARRIVAL = Arrival(NOON, NOON)
ASKING = Asking(NOON, NOON)
ERRAND = Errand("proc-1", NOON + timedelta(minutes=15))
TOKENS = AnswerTokens(usual=5_000, raised=10_000)
PDF = b"%PDF-1.7 a deed"
V1_ANSWER: Mapping[str, Any] = {
    "documentType": "deed",
    "grantors": ["JOHN A. SMITH", "MARY SMITH"],
    "grantees": ["JANE DOE"],
    "propertyAddress": {"street": "12 Oak Street", "city": "Salem", "state": "Oregon", "zip": "97301"},
    "parcelNumber": "R-12-345",
    "legalDescription": "Lot 12, Block 3",
    "salePrice": {"amount": 425000, "currency": "USD"},
    "recordingDate": "2024-01-15",
    "documentNumber": "2024-0123456",
    "county": "Linn",
    "notary": None,
}
V2_ANSWER: Mapping[str, Any] = {
    "sections": [
        {
            "title": "Recording",
            "fields": [
                {"name": "Document Number", "value": "2024-0123456", "type": "text"},
                {"name": "Title Officer", "value": "Ada Byron", "type": "person"},
            ],
            "tables": [{"title": "Fees", "headers": ["Fee", "Amount"], "rows": [["Recording", "$25.00"]]}],
        }
    ]
}


class CrashError(BaseException):
    """The process died, which no handler of errors notices."""


@dataclass
class Fuse:
    """Counts half-calls: before and after each effect. It blows once, at half-call `blows_at`, until it is set anew."""

    blows_at: int | None = None
    count: int = 0
    blown: int = 0

    @contextmanager
    def around(self) -> Iterator[None]:
        self.tick()
        yield
        self.tick()

    def tick(self) -> None:
        """Half a call is made."""
        self.count += 1
        if self.count == self.blows_at:
            self.blown += 1
            raise CrashError


@dataclass(frozen=True)
class StoredObject:
    body: bytes
    owner: str | None = None


@dataclass
class MemoryStore:
    fuse: Fuse
    versions: dict[tuple[str, str | None], bytes] = field(default_factory=dict)
    objects: dict[str, StoredObject] = field(default_factory=dict)

    @contextmanager
    def open(self, upload: Upload) -> Iterator[StoredDocument]:
        with self.fuse.around():
            body = self.versions.get((upload.key, upload.version_id))
        if body is None:
            raise DocumentRejectedError("DocumentNotFound", f"{upload.key} is no more")
        yield StoredDocument(len(body), iter([body[i : i + 3] for i in range(0, len(body), 3)]))

    def copy(self, bucket: str, key: str, version_id: str | None, target_key: str) -> None:
        with self.fuse.around():
            if (key, version_id) in self.versions:
                self.objects[target_key] = StoredObject(self.versions[key, version_id])

    def put(self, bucket: str, key: str, body: bytes, content_type: str) -> None:
        with self.fuse.around():
            self.objects[key] = StoredObject(body)

    def claim(self, bucket: str, key: str, body: bytes, content_type: str, owner: str) -> bool:
        with self.fuse.around():
            return self.objects.setdefault(key, StoredObject(body, owner)).owner == owner

    def json(self, uri: str) -> Any:
        return json.loads(self.objects[uri.removeprefix("s3://bucket/")].body)

    def text(self, uri: str) -> str:
        return self.objects[uri.removeprefix("s3://bucket/")].body.decode()


@dataclass
class MemoryTracking:
    """Remembers each status that a record was in; the index by job lags until `index_is_current`."""

    fuse: Fuse
    records: dict[str, Record] = field(default_factory=dict)
    results: dict[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict)
    history: dict[str, list[Status]] = field(default_factory=dict)
    index_is_current: bool = True

    def get(self, processing_id: str) -> Record | None:
        with self.fuse.around():
            return self.records.get(processing_id)

    def find_by_job(self, job_id: str) -> Record | None:
        with self.fuse.around():
            found = (record for record in self.records.values() if record.textract_job_id == job_id)
            return next(found, None) if self.index_is_current else None

    def overdue(self, status: Status, since: datetime, limit: int) -> list[str]:
        with self.fuse.around():
            due = sorted((r.due_at, r.processing_id) for r in self.records.values() if r.due_at and r.status is status)
            return [run_id for due_at, run_id in due if parse_iso(due_at) <= since][:limit]

    def create(self, record: Record) -> Record:
        with self.fuse.around():
            if record.processing_id not in self.records:
                self._write(record)
        return self.records[record.processing_id]

    def advance(self, before: Record, after: Record) -> None:
        with self.fuse.around():
            if self.records[before.processing_id].status is not before.status:
                raise StatusConflictError
            self._write(after)

    def close(self, before: Record, after: Record, result: Mapping[str, Any]) -> None:
        with self.fuse.around():
            if self.records[before.processing_id].status is not before.status:
                raise StatusConflictError
            self._write(after)
            self.results[result["processingId"], result["timestamp"]] = result

    def _write(self, record: Record) -> None:
        before = self.records.get(record.processing_id)
        self.records[record.processing_id] = record
        if before is None or before.status is not record.status:
            self.history.setdefault(record.processing_id, []).append(record.status)


@dataclass
class MemoryNotices:
    fuse: Fuse
    announced: list[Record] = field(default_factory=list)
    are_wanted: bool = True
    error: Exception | None = None

    def announce(self, record: Record) -> None:
        with self.fuse.around():
            if self.error:
                raise self.error
            self.announced.append(record)


@dataclass
class MemoryTelemetry:
    """Remembers what was observed, in words."""

    seen: list[str] = field(default_factory=list)

    def upload_received(self) -> None:
        self.seen.append("upload received")

    def job_started(self, record: Record) -> None:
        self.seen.append("job started")

    def job_ended(self, result: AnalysisResult) -> None:
        self.seen.append("job failed" if result.has_failed else "job ended")

    def analysis_reused(self) -> None:
        self.seen.append("analysis reused")

    def model_answered(self, model_id: str, answer: Answer) -> None:
        self.seen.append("answer from the cache" if answer.cached else "answer")

    def document_completed(self, record: Record, bill: Bill) -> None:
        self.seen.append("document completed")

    def document_failed(self) -> None:
        self.seen.append("document failed")


@dataclass
class MemoryTextract:
    """Ends each job at once with what is on `paper`; `completions` are the messages that it publishes.

    With `slots` it takes so many jobs and no more; each `slots += 1` is a job that has ended.
    """

    fuse: Fuse
    slots: int | None = None
    slots_error: Exception = field(default_factory=lambda: AnalysisBusyError("LimitExceeded", "open jobs"))
    paper: Paper = field(default_factory=deed)
    jobs: dict[str, str] = field(default_factory=dict)
    completions: list[Completion] = field(default_factory=list)
    start_error: Exception | None = None
    poison: dict[str, Exception] = field(default_factory=dict)
    """Errors by the key of the document whose start they break."""
    asked: int = 0
    statuses: dict[str, str | Exception] = field(default_factory=dict)
    """What Textract answers when it is asked for a job's, if not `SUCCEEDED`."""
    result_extra: Mapping[str, Any] = field(default_factory=dict)

    def start(self, upload: Upload, token: str, tag: str) -> str:
        with self.fuse.around():
            self.asked += 1
            if error := self.poison.get(upload.key, self.start_error):
                raise error
            if token not in self.jobs:
                if self.slots is not None and len(self.jobs) >= self.slots:
                    raise self.slots_error
                self.jobs[token] = f"job-{len(self.jobs) + 1}"
                self.completions.append(Completion(self.jobs[token], "SUCCEEDED", tag, NOON))
            return self.jobs[token]

    def status(self, job_id: str) -> str | None:
        with self.fuse.around():
            status = self.statuses.get(job_id, "SUCCEEDED")
            if isinstance(status, Exception):
                raise status
            return status if job_id in self.jobs.values() else None

    def result(self, job_id: str) -> AnalysisResult:
        with self.fuse.around():
            return AnalysisResult(
                {
                    "JobStatus": "SUCCEEDED",
                    "DocumentMetadata": {"Pages": 1},
                    "Blocks": self.paper.blocks,
                    **self.result_extra,
                }
            )


@dataclass
class MemoryAnalyses:
    """Kept results, with the job that they come from."""

    fuse: Fuse
    entries: dict[str, tuple[Kept, AnalysisResult]] = field(default_factory=dict)

    def find(self, sha256: str) -> Kept | None:
        with self.fuse.around():
            return self.entries[sha256][0] if sha256 in self.entries else None

    def load(self, sha256: str) -> AnalysisResult | None:
        with self.fuse.around():
            return self.entries[sha256][1] if sha256 in self.entries else None

    def keep(self, sha256: str, whose: Kept, result: AnalysisResult) -> None:
        with self.fuse.around():
            self.entries[sha256] = (whose, result)


@dataclass
class MemoryChannel:
    """Keeps the bodies of the messages, as the queue behind it would."""

    fuse: Fuse
    bodies: list[str] = field(default_factory=list)

    def publish(self, completion: Completion, body: str) -> None:
        with self.fuse.around():
            self.bodies.append(body)


@dataclass
class MemoryWakeUp:
    fuse: Fuse
    calls: int = 0

    def soon(self) -> None:
        with self.fuse.around():
            self.calls += 1


@dataclass
class MemoryBacklog:
    """Forgets what is in whose hand, and what rests, when `visible_again` is called, as SQS does after a while."""

    fuse: Fuse
    waiting: list[Record] = field(default_factory=list)
    aside: dict[str, Record] = field(default_factory=dict)
    receives: int = 0
    is_in_hand: bool = False
    hidden: set[str] = field(default_factory=set)

    def put(self, record: Record) -> None:
        with self.fuse.around():
            self.waiting.append(record)

    def depth(self) -> int:
        with self.fuse.around():
            return len(self.waiting) + len(self.aside)

    def head(self) -> Waiting | None:
        with self.fuse.around():
            if self.waiting and not self.is_in_hand:
                self.is_in_hand = True
                return self._taken(self.waiting[0], aside=False)
            due = next((record for run_id, record in self.aside.items() if run_id not in self.hidden), None)
            if due is None:
                return None
            self.hidden.add(due.processing_id)
            return self._taken(due, aside=True)

    def release(self, waiting: Waiting) -> None:
        with self.fuse.around():
            self._show(waiting)

    def put_aside(self, waiting: Waiting) -> None:
        with self.fuse.around():
            if not waiting.aside:
                self.aside[waiting.processing_id] = self.waiting.pop(0)
                self._show(waiting)

    def remove(self, waiting: Waiting) -> None:
        with self.fuse.around():
            taken = self.aside.pop(waiting.processing_id) if waiting.aside else self.waiting.pop(0)
            assert taken.processing_id == waiting.processing_id
            self._show(waiting)

    def visible_again(self) -> None:
        self.is_in_hand = False
        self.hidden.clear()

    def _taken(self, record: Record, aside: bool) -> Waiting:
        self.receives += 1
        return Waiting(record.processing_id, record.s3_key, "m", f"r{self.receives}", self.receives, aside)

    def _show(self, waiting: Waiting) -> None:
        if waiting.aside:
            self.hidden.discard(waiting.processing_id)
        else:
            self.is_in_hand = False


@dataclass
class ScriptedModel:
    """Answers each task from its script, the last answer again and again; keeps the questions it was asked."""

    fuse: Fuse
    v1: list[str] = field(default_factory=lambda: [json.dumps(V1_ANSWER)])
    v2: list[str] = field(default_factory=lambda: [json.dumps(V2_ANSWER)])
    stop_reasons: list[str] = field(default_factory=lambda: ["end_turn"])
    questions: list[Question] = field(default_factory=list)
    errands: list[Errand] = field(default_factory=list)
    error: Exception | None = None
    v2_error: Exception | None = None
    model_id: str = "amazon.nova-lite-v1:0"
    parameters: str = "{}"

    @property
    def prompts(self) -> list[str]:
        return [question.prompt for question in self.questions]

    def answer(self, question: Question, errand: Errand, *, fresh: bool = False) -> Answer:
        with self.fuse.around():
            is_v1 = "grantors" in question.prompt
            if error := self.error or (None if is_v1 else self.v2_error):
                raise error
            self.questions.append(question)
            self.errands.append(errand)
            script = self.v1 if is_v1 else self.v2
            return Answer(_next(script), _next(self.stop_reasons), 1000, 100)


def _next(script: list[str]) -> str:
    return script.pop(0) if len(script) > 1 else script[0]


@dataclass
class MemoryCache:
    fuse: Fuse
    entries: dict[str, str] = field(default_factory=dict)

    def get(self, key: str) -> str | None:
        with self.fuse.around():
            return self.entries.get(key)

    def put(self, key: str, entry: str) -> None:
        with self.fuse.around():
            self.entries[key] = entry


class World:
    """The whole system in memory, composed as `bootstrap` composes it on AWS."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now
        self.fuse = Fuse()
        self.store = MemoryStore(self.fuse)
        self.tracking = MemoryTracking(self.fuse)
        self.notices = MemoryNotices(self.fuse)
        self.telemetry = MemoryTelemetry()
        self.textract = MemoryTextract(self.fuse)
        self.model = ScriptedModel(self.fuse)
        self.cache = MemoryCache(self.fuse)
        self.backlog = MemoryBacklog(self.fuse)
        announcer = Announcer(self.tracking, self.notices)
        rejection = Rejection(self.store, self.tracking, announcer, self.telemetry, self.clock)
        limits = Limits(max_bytes=1000, retention=timedelta(days=30))
        self.wake_up = MemoryWakeUp(self.fuse)
        self.kept = MemoryAnalyses(self.fuse)
        self.channel = MemoryChannel(self.fuse)
        starter = Starter(self.tracking, self.textract, self.kept, self.channel, rejection, self.telemetry, self.clock)
        self.intake = Intake(
            self.store,
            self.tracking,
            self.backlog,
            self.wake_up,
            starter,
            rejection,
            self.telemetry,
            limits,
            self.clock,
        )
        self.put_aside: list[str] = []
        self.dispatch = Dispatch(self.backlog, self.wake_up, self.tracking, starter)
        self.sweep = Sweep(
            self.tracking,
            self.textract,
            self.backlog,
            self.channel,
            rejection,
            announcer,
            GRACES,
            batch=100,
            clock=self.clock,
        )
        self.processing = Processing(
            self.store,
            self.tracking,
            Analyses(self.textract, self.kept),
            CachedModel(self.model, self.cache, self.telemetry, timedelta(days=30), self.clock),
            rejection,
            announcer,
            self.telemetry,
            ExtractionLimits(v1_characters=10_000, v2_characters=10_000, tokens=TOKENS),
            self.clock,
        )

    def clock(self) -> datetime:
        return self.now

    def upload(self, key: str = "incoming/deed.pdf", body: bytes = PDF, version: str = "v1") -> Upload:
        """Store a version of an object; the event that announces it."""
        self.store.versions[key, version] = body
        return Upload("bucket", key, md5(body, usedforsecurity=False).hexdigest(), version, self.now)

    def run(self, upload: Upload) -> Record:
        """Take an upload through the whole pipeline."""
        record = self.intake.take(upload)
        sent_on = map(Completion.from_message, self.channel.bodies)
        for completion in [*self.textract.completions, *sent_on]:
            if completion.job_tag == record.processing_id:
                record = self.finish(completion)
        return record

    def serve(self, has_time: Callable[[], bool] = lambda: True) -> int:
        """Let the dispatcher run; `put_aside` remembers what it couldn't start."""
        return self.dispatch.run(has_time, lambda waiting, error: self.put_aside.append(waiting.s3_key))

    def finish(self, completion: Completion) -> Record:
        """Let the processor handle a message, with all of its fifteen minutes."""
        return self.processing.finish(completion, self.now + timedelta(minutes=15))

    @property
    def results(self) -> list[Mapping[str, Any]]:
        """The items of results."""
        return list(self.tracking.results.values())

    @property
    def only_record(self) -> Record:
        (record,) = self.tracking.records.values()
        return record

    @property
    def processed_keys(self) -> list[str]:
        return sorted(key for key in self.store.objects if key.startswith("processed/"))

    @property
    def failed_keys(self) -> list[str]:
        return sorted(key for key in self.store.objects if key.startswith("failed/"))


def tagless(completion: Completion) -> Completion:
    """The message of a job that was started without a tag."""
    return replace(completion, job_tag=None)
