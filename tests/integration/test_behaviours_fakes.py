"""Managed services that don't keep their word: jobs that fail, completions astray, models that talk nonsense."""

import json
import wave
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from harness.behaviours import Behaviours
from harness.clients import Clients
from harness.samples import write_samples
from tests.integration.completions import Completions
from tests.integration.misbehaving import behaviour, bodies, is_empty
from tests.integration.service_events import Events
from tests.integration.textract_jobs import upload
from tests.waiting import eventually

NOVA = "amazon.nova-lite-v1:0"


@pytest.fixture(scope="module")
def deed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF of several pages."""
    return write_samples(tmp_path_factory.mktemp("samples"), seed=11)[0].path


@pytest.fixture
def bucket(aws: Clients, account: str) -> str:
    name = f"documents-{account}"
    aws.client("s3").create_bucket(Bucket=name)
    return name


@pytest.fixture
def completions(aws: Clients) -> Completions:
    return Completions.subscribe(aws)


def start(aws: Clients, bucket: str, completions: Completions, document: Path) -> str:
    """Start a Textract job; its id."""
    job_id: str = aws.client("textract").start_document_text_detection(
        DocumentLocation=upload(aws.client("s3"), bucket, "deed.pdf", document),
        NotificationChannel=completions.channel,
    )["JobId"]
    return job_id


def ask(aws: Clients) -> dict[str, Any]:
    """Ask a model for a field of a deed; the whole answer."""
    schema = {"type": "object", "properties": {"county": {"type": "string"}}}
    prompt = f"<schema>{json.dumps(schema)}</schema>\n<document>\nCounty: Travis\n</document>"
    answer: dict[str, Any] = aws.client("bedrock-runtime").converse(
        modelId=NOVA, messages=[{"role": "user", "content": [{"text": prompt}]}]
    )
    return answer


def text_of(answer: dict[str, Any]) -> str:
    text: str = answer["output"]["message"]["content"][0]["text"]
    return text


def announced(aws: Clients, completions: Completions, count: int) -> list[dict[str, str]]:
    """So many completion messages, and none more."""
    messages = [json.loads(body) for body in bodies(aws, completions.queue, count)]
    assert len(messages) == count
    assert is_empty(aws, completions.queue)
    return messages


def test_a_completion_message_comes_five_times_more(
    aws: Clients, behave: Behaviours, bucket: str, completions: Completions, deed: Path
) -> None:
    behave.set(behaviour({"kind": "duplicate", "times": 5}, {"service": "textract", "resource": f"{bucket}/deed.pdf"}))

    job_id = start(aws, bucket, completions, deed)

    assert {message["JobId"] for message in announced(aws, completions, 6)} == {job_id}


def test_a_completion_message_is_lost_and_the_job_has_succeeded_all_the_same(
    aws: Clients, behave: Behaviours, bucket: str, completions: Completions, deed: Path
) -> None:
    behave.set(behaviour({"kind": "drop"}, {"service": "textract", "nth": 1}))

    lost, found = start(aws, bucket, completions, deed), start(aws, bucket, completions, deed)

    heard = announced(aws, completions, 1)[0]["JobId"]
    assert heard in (lost, found)
    for job_id in (lost, found):
        assert aws.client("textract").get_document_text_detection(JobId=job_id)["JobStatus"] == "SUCCEEDED"


@pytest.mark.parametrize(
    ("effect", "status", "reason"),
    [
        ({"kind": "error", "code": "InternalServerError", "message": "lost in the post"}, "FAILED", "lost in the post"),
        ({"kind": "partial", "share": 0.5}, "PARTIAL_SUCCESS", ""),
    ],
    ids=["error", "partial"],
)
def test_a_job_ends_otherwise(
    aws: Clients,
    behave: Behaviours,
    bucket: str,
    completions: Completions,
    deed: Path,
    effect: dict[str, Any],
    status: str,
    reason: str,
) -> None:
    behave.set(behaviour(effect, {"service": "textract", "point": "work"}))

    job_id = start(aws, bucket, completions, deed)

    completions.wait_for(job_id)
    answer = aws.client("textract").get_document_text_detection(JobId=job_id)
    assert answer["JobStatus"] == status
    assert reason in answer.get("StatusMessage", "")
    assert bool(answer.get("Warnings")) is (status == "PARTIAL_SUCCESS")


def test_a_job_that_hangs_is_in_progress_until_the_behaviour_is_cleared(
    aws: Clients, behave: Behaviours, bucket: str, completions: Completions, deed: Path
) -> None:
    behave.set(behaviour({"kind": "hang", "seconds": 3600}, {"service": "textract", "point": "work"}))

    job_id = start(aws, bucket, completions, deed)

    assert aws.client("textract").get_document_text_detection(JobId=job_id)["JobStatus"] == "IN_PROGRESS"
    eventually(lambda: behave.reports()[0].applied == 1)
    behave.clear()
    assert completions.wait_for(job_id)["Status"] == "FAILED"


def test_a_model_says_something_that_is_no_json(aws: Clients, behave: Behaviours) -> None:
    assert json.loads(text_of(ask(aws))) == {"county": "Travis"}
    behave.set(behaviour({"kind": "corrupt", "share": 0.5}, {"service": "bedrock-runtime", "point": "work"}))

    with pytest.raises(json.JSONDecodeError):
        json.loads(text_of(ask(aws)))


def test_a_model_is_cut_off_and_says_so(aws: Clients, behave: Behaviours) -> None:
    behave.set(behaviour({"kind": "truncate"}, {"resource": NOVA, "point": "work", "prompt": "Travis"}))

    answer = ask(aws)

    assert answer["stopReason"] == "max_tokens"
    assert not text_of(answer).endswith("}")


def test_a_failed_transcription_is_announced_late(aws: Clients, behave: Behaviours, bucket: str) -> None:
    events = Events.subscribe(aws, source="aws.transcribe")
    behave.set(behaviour({"kind": "error", "code": "x", "message": "deaf"}, {"service": "transcribe", "point": "work"}))
    behave.set(behaviour({"kind": "delay", "seconds": 3600}, {"service": "transcribe", "point": "delivery"}, id="late"))
    aws.client("s3").put_object(Bucket=bucket, Key="call.wav", Body=recording())

    aws.client("transcribe").start_transcription_job(
        TranscriptionJobName="talk", LanguageCode="en-US", Media={"MediaFileUri": f"s3://{bucket}/call.wav"}
    )
    eventually(lambda: {report.behaviour.id: report.applied for report in behave.reports()}["late"] == 1)
    assert "Messages" not in events.sqs.receive_message(QueueUrl=events.queue)
    behave.clear("late")

    detail = events.wait_for(lambda event: True)["detail"]
    assert (detail["TranscriptionJobStatus"], detail["FailureReason"]) == ("FAILED", "deaf")


def recording() -> bytes:
    """A second of silence."""
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(bytes(16_000))
    return buffer.getvalue()
