"""Whatever is asked, Transcribe and Rekognition answer it or say what is wrong with it: they never break."""

import wave
from io import BytesIO
from typing import Any

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.clients import Clients
from tests.unit.fakes.judge import response_problems
from tests.unit.fakes.rekognition import drawing
from tests.unit.fakes.requests import requests

# Those are answered 501 with their names.
NOT_EMULATED = {
    "OutputEncryptionKMSKeyId", "KMSEncryptionContext", "ModelSettings", "ContentRedaction", "IdentifyLanguage",
    "IdentifyMultipleLanguages", "LanguageIdSettings", "ToxicityDetection", "VocabularyName", "ChannelIdentification",
    "ShowAlternatives", "MaxAlternatives", "VocabularyFilterName", "VocabularyFilterMethod",
}  # fmt: skip


def _wav() -> bytes:
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8_000)
        file.writeframes(bytes(8_000))
    return buffer.getvalue()


@pytest.fixture
def bucket(aws: Clients, account: str) -> str:
    name, s3 = f"media-{account}", aws.client("s3")
    s3.create_bucket(Bucket=name)
    s3.put_object(Bucket=name, Key="call.wav", Body=_wav())
    s3.put_object(Bucket=name, Key="picture.png", Body=drawing.png(drawing.circle()))
    return name


def _without_what_is_not_emulated(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {name: _without_what_is_not_emulated(one) for name, one in value.items() if name not in NOT_EMULATED}


def _answer(client: Any, operation: str, request: dict[str, Any]) -> dict[str, Any]:
    """What AWS answers, be it an error."""
    try:
        return dict(getattr(client, xform_name(operation))(**request))
    except ClientError as error:
        return dict(error.response)


@pytest.mark.parametrize(
    ("service", "operation"),
    [
        ("transcribe", "StartTranscriptionJob"),
        ("transcribe", "GetTranscriptionJob"),
        ("transcribe", "ListTranscriptionJobs"),
        ("transcribe", "DeleteTranscriptionJob"),
        ("rekognition", "DetectLabels"),
        ("rekognition", "StartLabelDetection"),
        ("rekognition", "GetLabelDetection"),
    ],
)
def test_a_valid_request_is_answered_or_refused_for_a_reason(
    aws: Clients, bucket: str, service: str, operation: str
) -> None:
    client = aws.client(service)
    there = {
        "MediaFileUri": st.just(f"s3://{bucket}/call.wav"),
        "OutputBucketName": st.just(bucket),
        "S3Object": st.just({"Bucket": bucket, "Name": "picture.png"}),
        "Bytes": st.just(drawing.png(drawing.circle())),
    }
    asked = st.one_of(requests(service, operation, there), requests(service, operation, {}))

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(asked.map(_without_what_is_not_emulated))
    def ask(request: dict[str, Any]) -> None:
        answer = _answer(client, operation, request)
        status = answer.pop("ResponseMetadata")["HTTPStatusCode"]
        assert status < 500, answer
        assert status >= 400 or response_problems(service, operation, answer) == ""

    ask()
