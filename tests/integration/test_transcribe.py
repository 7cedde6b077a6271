"""boto3 -> engine -> the Transcribe that reads media files."""

import json
import urllib.request
import wave
from io import BytesIO
from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients
from tests.integration.service_events import Events

SECONDS = 12
TALK = "Ann: Good morning, everybody. Shall we begin?\nBob: Yes, let's start with the 3.5% increase.\n"


@pytest.fixture
def bucket(aws: Clients, account: str) -> str:
    name = f"media-{account}"
    aws.client("s3").create_bucket(Bucket=name)
    return name


@pytest.fixture
def events(aws: Clients) -> Events:
    return Events.subscribe(aws, source="aws.transcribe")


def _recording(seconds: float = SECONDS, rate: int = 8_000) -> bytes:
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(int(seconds * rate) * 2))
    return buffer.getvalue()


def _start(aws: Clients, bucket: str, name: str = "talk", key: str = "call.wav", **more: Any) -> dict[str, Any]:
    answer = aws.client("transcribe").start_transcription_job(
        TranscriptionJobName=name, LanguageCode="en-US", Media={"MediaFileUri": f"s3://{bucket}/{key}"}, **more
    )
    job: dict[str, Any] = answer["TranscriptionJob"]
    return job


def _job(aws: Clients, name: str = "talk") -> dict[str, Any]:
    job: dict[str, Any] = aws.client("transcribe").get_transcription_job(TranscriptionJobName=name)["TranscriptionJob"]
    return job


def test_a_job_writes_the_transcript_and_eventbridge_hears_of_it(aws: Clients, bucket: str, events: Events) -> None:
    s3 = aws.client("s3")
    s3.put_object(Bucket=bucket, Key="calls/call.wav", Body=_recording())
    s3.put_object(Bucket=bucket, Key="calls/call.wav.transcript.txt", Body=TALK.encode())

    started = _start(
        aws,
        bucket,
        key="calls/call.wav",
        OutputBucketName=bucket,
        OutputKey="transcripts/",
        Settings={"ShowSpeakerLabels": True, "MaxSpeakerLabels": 4},
        Subtitles={"Formats": ["vtt", "srt"], "OutputStartIndex": 1},
    )
    event = events.wait_for(lambda event: event["detail"]["TranscriptionJobName"] == "talk")

    assert started["TranscriptionJobStatus"] in {"QUEUED", "IN_PROGRESS"}
    assert event["detail-type"] == "Transcribe Job State Change"
    assert event["detail"] == {"TranscriptionJobName": "talk", "TranscriptionJobStatus": "COMPLETED"}
    job = _job(aws)
    assert (
        job["Transcript"]["TranscriptFileUri"] == f"https://s3.us-east-1.amazonaws.com/{bucket}/transcripts/talk.json"
    )
    assert (job["MediaFormat"], job["MediaSampleRateHertz"]) == ("wav", 8_000)
    transcript = json.loads(s3.get_object(Bucket=bucket, Key="transcripts/talk.json")["Body"].read())
    assert transcript["results"]["transcripts"] == [
        {"transcript": "Good morning, everybody. Shall we begin? Yes, let's start with the 3.5% increase."}
    ]
    assert transcript["results"]["speaker_labels"]["speakers"] == 2
    assert s3.get_object(Bucket=bucket, Key="transcripts/talk.vtt")["Body"].read().startswith(b"WEBVTT\n\n1\n")
    assert len(job["Subtitles"]["SubtitleFileUris"]) == 2


def test_a_transcript_in_transcribes_own_bucket_is_reached_by_a_presigned_address(
    aws: Clients, bucket: str, events: Events
) -> None:
    aws.client("s3").put_object(Bucket=bucket, Key="call.wav", Body=_recording())
    _start(aws, bucket)
    events.wait_for(lambda event: event["detail"]["TranscriptionJobName"] == "talk")

    with urllib.request.urlopen(_job(aws)["Transcript"]["TranscriptFileUri"]) as answer:
        transcript = json.load(answer)

    assert transcript["results"]["transcripts"][0]["transcript"]
    assert [found["Name"] for found in aws.client("s3").list_buckets()["Buckets"]] == [bucket]


@pytest.mark.parametrize(
    ("body", "more", "reason"),
    [
        (b"this is no audio", {}, "The data in your input media file isn't valid"),
        (_recording(), {"MediaFormat": "mp3"}, "does not match the detected media format"),
        (_recording(), {"MediaSampleRateHertz": 44_100}, "does not match the detected sample rate"),
        (_recording(seconds=0.2), {}, "shorter than 0.5 seconds"),
    ],
)
def test_bad_media_fails_with_the_reason(
    aws: Clients, bucket: str, events: Events, body: bytes, more: dict[str, Any], reason: str
) -> None:
    aws.client("s3").put_object(Bucket=bucket, Key="call.wav", Body=body)
    _start(aws, bucket, **more)

    event = events.wait_for(lambda event: event["detail"]["TranscriptionJobName"] == "talk")

    assert event["detail"]["TranscriptionJobStatus"] == "FAILED"
    assert reason in event["detail"]["FailureReason"]
    assert reason in _job(aws)["FailureReason"]


def test_a_name_is_taken_until_its_job_is_deleted(aws: Clients, bucket: str) -> None:
    transcribe = aws.client("transcribe")
    aws.client("s3").put_object(Bucket=bucket, Key="call.wav", Body=_recording())
    _start(aws, bucket)

    with pytest.raises(transcribe.exceptions.ConflictException):
        _start(aws, bucket)
    transcribe.delete_transcription_job(TranscriptionJobName="talk")

    with pytest.raises(transcribe.exceptions.NotFoundException):
        _job(aws)
    assert _start(aws, bucket)["TranscriptionJobName"] == "talk"


def test_jobs_are_listed_newest_first_and_in_pages(aws: Clients, bucket: str) -> None:
    aws.client("s3").put_object(Bucket=bucket, Key="call.wav", Body=_recording())
    for number in range(7):
        _start(aws, bucket, name=f"talk-{number}")

    pages = list(_pages(aws.client("transcribe"), JobNameContains="talk"))

    assert [len(page) for page in pages] == [5, 2]
    assert [job["TranscriptionJobName"] for page in pages for job in page] == [f"talk-{n}" for n in reversed(range(7))]


def _pages(transcribe: Any, **request: Any) -> Any:
    while True:
        answer = transcribe.list_transcription_jobs(**request)
        yield answer["TranscriptionJobSummaries"]
        if "NextToken" not in answer:
            return
        request["NextToken"] = answer["NextToken"]


@pytest.mark.parametrize(
    "request_with",
    [
        {"TranscriptionJobName": "a b"},
        {"Media": {"MediaFileUri": "s3://no-such-bucket-here/call.wav"}},
        {"Settings": {"ShowSpeakerLabels": True}},
        {"OutputBucketName": "no-such-bucket-here"},
        {"LanguageCode": "en-XX"},
    ],
)
def test_a_bad_request_is_refused_at_once(aws: Clients, bucket: str, request_with: dict[str, Any]) -> None:
    transcribe = aws.client("transcribe")
    aws.client("s3").put_object(Bucket=bucket, Key="call.wav", Body=_recording())
    request = {
        "TranscriptionJobName": "talk",
        "LanguageCode": "en-US",
        "Media": {"MediaFileUri": f"s3://{bucket}/call.wav"},
        **request_with,
    }

    with pytest.raises(transcribe.exceptions.BadRequestException):
        transcribe.start_transcription_job(**request)


def test_what_is_not_emulated_says_its_name(aws: Clients, bucket: str) -> None:
    aws.client("s3").put_object(Bucket=bucket, Key="call.wav", Body=_recording())

    with pytest.raises(ClientError, match="ListVocabularies is not emulated"):
        aws.client("transcribe").list_vocabularies()
    with pytest.raises(ClientError, match=r"Settings\.ChannelIdentification is not emulated"):
        _start(aws, bucket, Settings={"ChannelIdentification": True})
