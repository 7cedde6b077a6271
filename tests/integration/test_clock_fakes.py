"""Fakes in virtual time: how long jobs take, and when quotas are free again. Every figure is virtual seconds."""

import wave
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from botocore.config import Config

from harness.behaviours import Behaviours
from harness.clients import Clients
from harness.clock import Clock
from harness.gauges import read_gauges
from harness.pytest_plugin import EngineUnderTest
from harness.samples import write_samples
from tests.integration.misbehaving import behaviour
from tests.integration.textract_jobs import upload
from tests.unit.fakes.rekognition import drawing
from tests.waiting import PATIENCE

ONCE = Config(retries={"total_max_attempts": 1})
"""A client that doesn't try again, since that would take the host's time."""

SMALL_REGION = "us-west-1"
"""Where AWS's quotas are 2 starts a second and 100 jobs: https://docs.aws.amazon.com/general/latest/gr/textract.html"""

DAY = 86_400
GOOGLES_MIDNIGHT = 8 * 3600
"""In UTC, all year: `docs/fidelity.md`."""

START_RATE = 2
JOBS = 100
THREE_PAGES_SECONDS = 150


class Textract:
    """A client, and a deed of three pages to have read.

    Args:
        engine: on a virtual clock.
        account: whose quotas are used up.
        folder: where the deed is written.
    """

    def __init__(self, engine: EngineUnderTest, account: str, folder: Path) -> None:
        self.clients = clients = engine.clients(account, SMALL_REGION)
        self.client: Any = clients.client("textract", ONCE)
        s3, bucket = clients.client("s3"), f"deeds-{account}"
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": SMALL_REGION})
        self._document = upload(s3, bucket, "deed.pdf", write_samples(folder, seed=1)[0].path)

    def start(self) -> str:
        """Start a job; its id."""
        return str(self.client.start_document_text_detection(DocumentLocation=self._document)["JobId"])

    def status(self, job: str) -> str:
        """Of a job."""
        return str(self.client.get_document_text_detection(JobId=job)["JobStatus"])


@pytest.fixture
def textract(virtual_engine: EngineUnderTest, account: str, tmp_path: Path, clock: Clock) -> Textract:
    clock.set_rate(0)
    return Textract(virtual_engine, account, tmp_path)


def test_three_pages_take_two_and_a_half_minutes(textract: Textract, clock: Clock) -> None:
    job = textract.start()

    clock.advance(THREE_PAGES_SECONDS - 1)
    assert textract.status(job) == "IN_PROGRESS"
    clock.advance(1)
    assert textract.status(job) == "SUCCEEDED"


def test_a_second_holds_so_many_starts_and_the_next_one_again(textract: Textract, clock: Clock) -> None:
    for _second in range(2):
        for _call in range(START_RATE):
            textract.start()
        with pytest.raises(textract.client.exceptions.ProvisionedThroughputExceededException):
            textract.start()
        clock.advance(1)


def test_no_more_than_a_hundred_jobs_are_in_progress(textract: Textract, clock: Clock) -> None:
    for _job in range(JOBS):
        textract.start()
        clock.advance(1 / START_RATE)
    with pytest.raises(textract.client.exceptions.LimitExceededException):
        textract.start()

    clock.advance(THREE_PAGES_SECONDS - JOBS / START_RATE)  # now the first one is done
    textract.start()
    assert read_gauges(textract.clients).most_jobs == {"textract": JOBS}


@pytest.fixture
def behave(virtual_engine: EngineUnderTest, account: str) -> Behaviours:
    return Behaviours(virtual_engine.endpoint, account)


@pytest.fixture
def bucket(virtual_aws: Clients, account: str) -> str:
    name = f"media-{account}"
    virtual_aws.client("s3").create_bucket(Bucket=name)
    return name


def test_a_transcription_takes_the_time_that_it_is_told_to(
    virtual_aws: Clients, behave: Behaviours, bucket: str, clock: Clock
) -> None:
    behave.set(behaviour({"kind": "delay", "seconds": 600}, {"service": "transcribe", "point": "work"}))
    virtual_aws.client("s3").put_object(Bucket=bucket, Key="call.wav", Body=silence(seconds=1))
    transcribe = virtual_aws.client("transcribe")

    def job() -> Any:
        return transcribe.get_transcription_job(TranscriptionJobName="call")["TranscriptionJob"]

    clock.set_rate(0)
    transcribe.start_transcription_job(
        TranscriptionJobName="call", LanguageCode="en-US", Media={"MediaFileUri": f"s3://{bucket}/call.wav"}
    )

    clock.advance(599)
    assert job()["TranscriptionJobStatus"] == "IN_PROGRESS"
    clock.advance(1.1)
    done = job()
    assert done["TranscriptionJobStatus"] == "COMPLETED"
    assert (done["CompletionTime"] - done["CreationTime"]).total_seconds() == pytest.approx(600, abs=1)


def test_a_film_takes_the_time_that_it_is_told_to(
    virtual_aws: Clients, behave: Behaviours, bucket: str, clock: Clock, tmp_path: Path
) -> None:
    behave.set(behaviour({"kind": "delay", "seconds": 600}, {"service": "rekognition", "point": "work"}))
    content = drawing.film(tmp_path / "film.mp4", drawing.circle())
    virtual_aws.client("s3").put_object(Bucket=bucket, Key="film.mp4", Body=content)
    rekognition = virtual_aws.client("rekognition")
    clock.set_rate(0)
    video = {"S3Object": {"Bucket": bucket, "Name": "film.mp4"}}
    job = rekognition.start_label_detection(Video=video)["JobId"]

    clock.advance(599)
    assert rekognition.get_label_detection(JobId=job)["JobStatus"] == "IN_PROGRESS"
    clock.advance(1.1)
    assert rekognition.get_label_detection(JobId=job)["JobStatus"] == "SUCCEEDED"


def test_a_model_that_is_throttled_answers_again_as_soon_as_its_rate_allows(
    virtual_aws: Clients, behave: Behaviours, clock: Clock
) -> None:
    behave.set(behaviour({"kind": "throttle", "rate": 0.1}, {"service": "bedrock-runtime"}))
    model = virtual_aws.client("bedrock-runtime", ONCE)

    def ask() -> None:
        model.converse(modelId="amazon.nova-micro-v1:0", messages=[{"role": "user", "content": [{"text": "Hello"}]}])

    clock.set_rate(0)
    for _ten_seconds in range(2):
        ask()
        clock.advance(9)
        with pytest.raises(model.exceptions.ThrottlingException):
            ask()
        clock.advance(1.1)


def silence(seconds: int, rate: int = 8_000) -> bytes:
    """A WAV file."""
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(seconds * rate * 2))
    return buffer.getvalue()


def test_a_days_quota_is_free_again_at_midnight_of_googles_day(
    virtual_engine: EngineUnderTest, account: str, clock: Clock
) -> None:
    clock.set_rate(0)
    midnight = (-clock.now().timestamp() + GOOGLES_MIDNIGHT) % DAY
    query = {"part": "id", "key": "rehearsal".ljust(39, "0")}
    with httpx.Client(
        base_url=f"{virtual_engine.endpoint}/_fakes/{account}/youtube/v3/", trust_env=False, timeout=PATIENCE
    ) as youtube:
        clock.advance(midnight + 1)  # at its begin, none of it is used up
        spent = [youtube.get("search", params=query).status_code for _ in range(101)]
        clock.advance(DAY - 2)
        late = youtube.get("search", params=query).status_code
        clock.advance(2)
        renewed = youtube.get("search", params=query).status_code

    assert spent == [200] * 100 + [403]
    assert (late, renewed) == (403, 200)
