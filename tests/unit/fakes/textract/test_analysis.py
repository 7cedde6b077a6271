"""Jobs from start to end, with S3, SNS and the reader played by the test."""

import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.response import StreamingBody

from fakes.textract.analysis import Analysis
from fakes.textract.documents import MAX_BYTES, Documents
from fakes.textract.duration import per_page
from fakes.textract.errors import DocumentTooLargeError, InvalidS3ObjectError, UnsupportedDocumentError
from fakes.textract.jobs import Api, Job, JobRequest, Jobs, Location, Outcome, Owner
from fakes.textract.notification import Notifier, completion_message
from fakes.textract.reading.messages import Answer, Reading, ReadRequest, Unreadable

OWNER = Owner("111111111111", "us-east-1")
TOPIC = "arn:aws:sns:us-east-1:111111111111:AmazonTextract-done"
REQUEST = JobRequest(Api.ANALYSIS, Location("bucket", "deed.pdf"), tag="proc-1", topic=TOPIC)
READ = Reading(pages=3, blocks=Path("blocks.jsonl"))


@dataclass
class Bucket:
    """S3 with one object, which has a version."""

    content: bytes = b"%PDF-1.7 and so on"
    size: int | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)

    def head_object(self, **request: Any) -> dict[str, Any]:
        if request["Key"] != "deed.pdf":
            raise ClientError({"Error": {"Code": "404"}}, "HeadObject")
        return {"ContentLength": len(self.content) if self.size is None else self.size, "VersionId": "v1"}

    def get_object(self, **request: Any) -> dict[str, Any]:
        self.asked.append(request)
        return {"Body": StreamingBody(io.BytesIO(self.content), len(self.content))}


class Topic:
    """SNS that tells the test what it was told, and can be out of order."""

    def __init__(self, broken: bool = False) -> None:
        self.heard: Queue[dict[str, Any]] = Queue()
        self.broken = broken

    def publish(self, TopicArn: str, Message: str) -> None:  # noqa: N803 - boto3's names
        self.heard.put({"topic": TopicArn, **json.loads(Message)})
        if self.broken:
            raise ClientError({"Error": {"Code": "NotFound"}}, "Publish")


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

    bucket: Bucket = field(default_factory=Bucket)
    topic: Topic = field(default_factory=Topic)
    answer: Answer | Exception = READ
    seconds_per_page: float = 0.0

    def __post_init__(self) -> None:
        self.analysis = Analysis(
            Jobs(),
            Documents(lambda owner: self.bucket),
            Script(self.answer),
            Notifier(lambda owner: self.topic, lambda: 1_700_000_000.5),
            per_page(self.seconds_per_page),
            workers=1,
        )

    def run(self) -> Job:
        job = self.analysis.start(OWNER, REQUEST, token=None)
        self.topic.heard.get(timeout=60)
        return job


def test_a_job_that_was_read_succeeds() -> None:
    assert World().run().outcome == Outcome(pages=3, blocks=Path("blocks.jsonl"))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [(Unreadable(reason="torn"), "torn"), (RuntimeError("bug"), "internal error")],
)
def test_a_job_that_could_not_be_read_fails_with_the_reason(answer: Answer | Exception, reason: str) -> None:
    outcome = World(answer=answer).run().outcome

    assert outcome is not None
    assert outcome.status == "FAILED"
    assert reason in str(outcome.failure)


def test_a_topic_out_of_order_does_not_keep_a_job_from_ending() -> None:
    outcome = World(topic=Topic(broken=True)).run().outcome

    assert outcome is not None
    assert outcome.status == "SUCCEEDED"


def test_the_outcome_is_known_before_it_is_announced() -> None:
    world = World()
    seen: Queue[Outcome | None] = Queue()
    started: Queue[Job] = Queue()
    world.topic.publish = lambda **_: seen.put(started.get().outcome)  # type: ignore[method-assign]

    started.put(world.analysis.start(OWNER, REQUEST, token=None))

    assert seen.get(timeout=60) is not None


def test_the_version_that_was_current_at_the_start_is_read() -> None:
    world = World()

    world.run()

    assert [request.get("VersionId") for request in world.bucket.asked] == ["v1", "v1"]


def test_a_job_with_a_duration_is_in_progress_until_it_is_over() -> None:
    world = World(seconds_per_page=1000.0)

    job = world.analysis.start(OWNER, REQUEST, token=None)
    world.analysis.close(wait=True)

    assert job.outcome is None
    assert world.topic.heard.empty()


@pytest.mark.parametrize(
    ("bucket", "key", "error"),
    [
        (Bucket(), "missing.pdf", InvalidS3ObjectError),
        (Bucket(content=b""), "deed.pdf", UnsupportedDocumentError),
        (Bucket(content=b"plain text"), "deed.pdf", UnsupportedDocumentError),
        (Bucket(size=MAX_BYTES + 1), "deed.pdf", DocumentTooLargeError),
    ],
)
def test_what_is_no_document_starts_no_job(bucket: Bucket, key: str, error: type[Exception]) -> None:
    request = JobRequest(Api.ANALYSIS, Location("bucket", key), topic=TOPIC)

    with pytest.raises(error):
        World(bucket=bucket).analysis.start(OWNER, request, token=None)


def test_the_completion_message_has_the_form_of_aws() -> None:
    job = Job(OWNER, REQUEST, REQUEST.document, created=0.0, id="f" * 64)

    assert json.loads(completion_message(job, Outcome(failure="torn"), now=1_700_000_000.1234)) == {
        "JobId": "f" * 64,
        "Status": "FAILED",
        "API": "StartDocumentAnalysis",
        "JobTag": "proc-1",
        "Timestamp": 1_700_000_000_123,
        "DocumentLocation": {"S3ObjectName": "deed.pdf", "S3Bucket": "bucket"},
    }
