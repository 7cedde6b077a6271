"""Jobs from start to end, with S3, SNS and the reader played by the test."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.response import StreamingBody

from fakes import clock
from fakes.behaviour import Behaviour, Match
from fakes.behaviours.board import Board
from fakes.behaviours.deliveries import Deliveries
from fakes.behaviours.effects import Drop, Duplicate, Effect, Error, Partial
from fakes.behaviours.moment import Point
from fakes.common.channel import Channel
from fakes.common.completion import Completions, completion_message
from fakes.common.objects import Location, Objects
from fakes.common.owner import Owner
from fakes.textract.analysis import LOST_PAGE, MISSING_PAGE, Analysis, Surroundings
from fakes.textract.documents import MAX_BYTES, Documents
from fakes.textract.duration import per_page
from fakes.textract.errors import (
    DocumentTooLargeError,
    InvalidS3ObjectError,
    LimitExceededError,
    UnsupportedDocumentError,
)
from fakes.textract.job import Api, Job, JobRequest, Outcome, Output, Warning
from fakes.textract.jobs import Jobs
from fakes.textract.misbehaviour import Misbehaviour
from fakes.textract.notification import Notifier
from fakes.textract.output import OutputBuckets
from fakes.textract.queries import Query
from fakes.textract.reading.messages import Answer, Reading, ReadRequest, Unreadable
from fakes.textract.shelf import Shelf
from tests.unit.fakes.common.roles import Role

OWNER = Owner("111111111111", "us-east-1")
TOPIC = "arn:aws:sns:us-east-1:111111111111:AmazonTextract-done"
CHANNEL = Channel(TOPIC, "arn:aws:iam::111111111111:role/textract")
REQUEST = JobRequest(Api.ANALYSIS, Location("bucket", "deed.pdf"), tag="proc-1", channel=CHANNEL)


@dataclass
class Bucket:
    """S3 with one object, which has a version."""

    content: bytes = b"%PDF-1.7 and so on"
    size: int | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    written: dict[str, bytes] = field(default_factory=dict)
    trouble: Exception | None = None

    def head_bucket(self, **request: Any) -> None:
        if request["Bucket"] != "bucket":
            raise ClientError({"Error": {"Code": "404"}}, "HeadBucket")

    def put_object(self, **request: Any) -> None:
        if self.trouble:
            raise self.trouble
        self.written[request["Key"]] = request["Body"]

    def get_object(self, **request: Any) -> dict[str, Any]:
        if request["Key"] != "deed.pdf":
            raise ClientError({"Error": {"Code": "NoSuchKey"}}, "GetObject")
        if not self.content:
            raise ClientError({"Error": {"Code": "InvalidRange"}}, "GetObject")
        self.asked.append(request)
        size = len(self.content) if self.size is None else self.size
        body = StreamingBody(io.BytesIO(self.content), len(self.content))
        return {"Body": body, "VersionId": "v1", "ContentRange": f"bytes 0-15/{size}"}


class Topic:
    """SNS that tells the test what it was told, and can be out of order; it lets everyone in unless it has a policy."""

    def __init__(self, broken: bool = False, policy: dict[str, Any] | None = None) -> None:
        self.heard: Queue[dict[str, Any]] = Queue()
        self.broken = broken
        self.policy = policy or {}

    def get_topic_attributes(self, TopicArn: str) -> dict[str, Any]:  # noqa: N803 - boto3's names
        return {"Attributes": {"Policy": json.dumps(self.policy)}}

    def publish(self, TopicArn: str, Message: str) -> None:  # noqa: N803 - boto3's names
        if self.broken:
            raise ClientError({"Error": {"Code": "NotFound"}}, "Publish")
        self.heard.put({"topic": TopicArn, **json.loads(Message)})


class Later:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[float, Callable[[], None]]] = []

    def __call__(self, seconds: float, action: Callable[[], None]) -> None:
        self.asked.append((seconds, action))


@dataclass
class Script:
    """A reader that gives the answer it was given, or fails with it."""

    answer: Answer | Exception

    def read(self, request: ReadRequest) -> Answer:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@dataclass
class World:
    """An Analysis and all that it touches."""

    blocks: Path
    bucket: Bucket = field(default_factory=Bucket)
    topic: Topic = field(default_factory=Topic)
    answer: Answer | Exception | None = None
    seconds_per_page: float = 0.0
    limit: int = 100
    later: Later = field(default_factory=Later)
    role: Role = field(default_factory=Role)
    board: Board = field(default_factory=Board)

    def behave(self, effect: Effect, **match: Any) -> None:
        self.board.set(OWNER.account, Behaviour(match=Match(service="textract", **match), effect=effect))

    def __post_init__(self) -> None:
        self.blocks.write_text('{"Id":"1"}\n{"Id":"2"}\n')
        answer = self.answer or Reading(pages=3, blocks=self.blocks)
        misbehaviour = Misbehaviour(self.board)
        surroundings = Surroundings(
            documents=Documents(Objects(self.client)),
            reader=Script(answer),
            shelf=Shelf(),
            outputs=OutputBuckets(self.client),
            notifier=Notifier(Completions("textract", self.client, Deliveries(self.board)), lambda: 1_700_000_000.5),
            misbehaviour=misbehaviour,
        )
        jobs = Jobs(clock.now, lambda region: self.limit)
        self.analysis = Analysis(jobs, surroundings, per_page(self.seconds_per_page), workers=1, later=self.later)

    def client(self, service: str, owner: Owner) -> Any:
        return {"sns": self.topic, "iam": self.role, "s3": self.bucket}[service]

    def run(self, request: JobRequest = REQUEST) -> Job:
        job = self.analysis.start(OWNER, request, token=None)
        self.analysis.close(wait=True)
        return job


@pytest.fixture
def blocks(tmp_path: Path) -> Path:
    return tmp_path / "blocks.jsonl"


def _outcome(job: Job) -> Outcome:
    assert job.outcome is not None
    return job.outcome


def test_a_job_that_was_read_succeeds(blocks: Path) -> None:
    outcome = _outcome(World(blocks).run())

    assert (outcome.status, outcome.pages) == ("SUCCEEDED", 3)


def test_a_finished_job_does_not_need_the_cache(blocks: Path) -> None:
    world = World(blocks)
    outcome = _outcome(world.run())
    text = blocks.read_text()

    blocks.unlink()

    assert outcome.blocks is not None
    assert outcome.blocks.read_text() == text


def test_a_job_succeeds_in_part_when_pages_were_lost_or_asked_for_in_vain(blocks: Path) -> None:
    answer = Reading(pages=3, lost=(2,), blocks=blocks)
    request = replace(REQUEST, queries=(Query("Who?", pages=("1", "4-5")), Query("When?", pages=("4",))))

    outcome = _outcome(World(blocks, answer=answer).run(request))

    assert outcome.status == "PARTIAL_SUCCESS"
    assert outcome.warnings == (Warning(LOST_PAGE, (2,)), Warning(MISSING_PAGE, (4, 5)))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [(Unreadable(reason="torn"), "torn"), (RuntimeError("bug"), "internal error")],
)
def test_a_job_that_could_not_be_read_fails_with_the_reason(
    blocks: Path, answer: Answer | Exception, reason: str
) -> None:
    outcome = _outcome(World(blocks, answer=answer).run())

    assert outcome.status == "FAILED"
    assert reason in str(outcome.failure)


def test_a_topic_out_of_order_does_not_keep_a_job_from_ending(blocks: Path) -> None:
    job = World(blocks, topic=Topic(broken=True)).run()

    assert _outcome(job).status == "SUCCEEDED"
    assert "NotFound" in str(job.undelivered)


def test_without_permission_nothing_is_announced_and_the_reason_is_kept(blocks: Path) -> None:
    world = World(blocks, role=Role(exists=False))

    job = world.run()

    assert _outcome(job).status == "SUCCEEDED"
    assert world.topic.heard.empty()
    assert "does not exist" in str(job.undelivered)


def test_the_outcome_is_known_before_it_is_announced(blocks: Path) -> None:
    world = World(blocks)
    seen: Queue[Outcome | None] = Queue()
    started: Queue[Job] = Queue()
    world.topic.publish = lambda **_: seen.put(started.get().outcome)  # type: ignore[method-assign]

    started.put(world.analysis.start(OWNER, REQUEST, token=None))

    assert seen.get(timeout=60) is not None


def test_the_version_that_was_current_at_the_start_is_read(blocks: Path) -> None:
    world = World(blocks)

    world.run()

    assert [request.get("VersionId") for request in world.bucket.asked] == [None, "v1"]


def test_a_job_with_a_duration_is_in_progress_until_it_is_over(blocks: Path) -> None:
    world = World(blocks, seconds_per_page=1000.0)

    job = world.run()

    assert job.outcome is None
    assert world.topic.heard.empty()
    [(seconds, finish)] = world.later.asked
    assert 2000 < seconds <= 3000
    finish()
    assert _outcome(job).status == "SUCCEEDED"
    assert world.topic.heard.get(timeout=60)["JobId"] == job.id


def _ended(world: World) -> Outcome:
    """The outcome of a job whose end is announced."""
    job = world.run()
    world.topic.heard.get(timeout=60)
    return _outcome(job)


def test_a_job_can_be_told_to_fail(blocks: Path) -> None:
    world = World(blocks)
    world.behave(Error(code="InternalServerError", message="out of order"), point=Point.WORK)

    assert _ended(world) == Outcome(failure="out of order")


def test_a_job_can_be_told_to_lose_pages(blocks: Path) -> None:
    world = World(blocks)
    world.behave(Partial(share=0.4, code="TORN"), point=Point.WORK, resource="bucket/deed.pdf")
    blocks.write_text("".join(f'{{"Id":"{page}","Page":{page}}}\n' for page in (1, 2, 3)))
    before = blocks.read_text()

    outcome = _ended(world)

    [warning] = outcome.warnings
    assert (outcome.status, outcome.pages, warning.code) == ("PARTIAL_SUCCESS", 3, "TORN")
    assert outcome.blocks is not None
    left = [json.loads(line)["Page"] for line in outcome.blocks.read_text().splitlines()]
    assert sorted([*left, *warning.pages]) == [1, 2, 3]
    assert len(warning.pages) == 1
    assert blocks.read_text() == before, "what the cache holds must not change"


def test_a_completion_message_can_be_told_to_get_lost_or_to_come_twice(blocks: Path) -> None:
    world = World(blocks)
    world.behave(Drop(), nth=(1,))
    world.behave(Duplicate(times=1), nth=(1,))

    lost, repeated = (world.analysis.start(OWNER, REQUEST, token=None) for _ in range(2))
    world.analysis.close(wait=True)

    heard = [world.topic.heard.get(timeout=60)["JobId"] for _ in range(2)]
    assert len(set(heard)) == 1
    assert set(heard) < {lost.id, repeated.id}
    assert world.topic.heard.empty()


def test_results_go_to_the_bucket_that_was_asked_for(blocks: Path) -> None:
    world = World(blocks)

    job = world.run(replace(REQUEST, output=Output("bucket", "results")))

    assert world.bucket.written.keys() == {f"results/{job.id}/{name}" for name in (".s3_access_check", "1")}
    answer = json.loads(world.bucket.written[f"results/{job.id}/1"])
    assert answer["JobStatus"] == "SUCCEEDED"
    assert [block["Id"] for block in answer["Blocks"]] == ["1", "2"]


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (ClientError({"Error": {"Code": "AccessDenied"}}, "PutObject"), "output bucket"),
        (OSError("no space left on device"), "internal error"),
    ],
)
def test_results_that_can_not_be_written_fail_the_job(blocks: Path, trouble: Exception, reason: str) -> None:
    world = World(blocks, bucket=Bucket(trouble=trouble))

    outcome = _outcome(world.run(replace(REQUEST, output=Output("bucket", "results"))))

    assert outcome.status == "FAILED"
    assert reason in str(outcome.failure)
    assert world.topic.heard.get_nowait()["Status"] == "FAILED"


def test_a_bucket_for_results_that_is_not_there_starts_no_job(blocks: Path) -> None:
    with pytest.raises(InvalidS3ObjectError):
        World(blocks).run(replace(REQUEST, output=Output("elsewhere", "results")))


def test_too_many_jobs_are_refused(blocks: Path) -> None:
    world = World(blocks, seconds_per_page=1000.0, limit=1)
    world.analysis.start(OWNER, REQUEST, token=None)

    with pytest.raises(LimitExceededError):
        world.analysis.start(OWNER, REQUEST, token=None)


@pytest.mark.parametrize(
    ("bucket", "key", "error"),
    [
        (Bucket(), "missing.pdf", InvalidS3ObjectError),
        (Bucket(content=b""), "deed.pdf", UnsupportedDocumentError),
        (Bucket(content=b"plain text"), "deed.pdf", UnsupportedDocumentError),
        (Bucket(size=MAX_BYTES + 1), "deed.pdf", DocumentTooLargeError),
    ],
)
def test_what_is_no_document_starts_no_job(blocks: Path, bucket: Bucket, key: str, error: type[Exception]) -> None:
    request = JobRequest(Api.ANALYSIS, Location("bucket", key))

    with pytest.raises(error):
        World(blocks, bucket=bucket).analysis.start(OWNER, request, token=None)


def test_the_completion_message_has_the_form_of_aws() -> None:
    job = Job(OWNER, REQUEST, REQUEST.document, created=0.0, id="f" * 64, outcome=Outcome(failure="torn"))

    message = completion_message(job, "StartDocumentAnalysis", "DocumentLocation", REQUEST.document, 1_700_000_000.1234)

    assert json.loads(message) == {
        "JobId": "f" * 64,
        "Status": "FAILED",
        "API": "StartDocumentAnalysis",
        "JobTag": "proc-1",
        "Timestamp": 1_700_000_000_123,
        "DocumentLocation": {"S3ObjectName": "deed.pdf", "S3Bucket": "bucket"},
    }
