from typing import Any

import pytest

from fakes.common.objects import Location
from fakes.transcribe.errors import BadRequestError
from fakes.transcribe.wire import parse_job, parse_uri, render_job, render_summary
from tests.unit.fakes.judge import response_problems
from tests.unit.fakes.transcribe.world import OWNER, Store, World, recording

REQUEST: dict[str, Any] = {
    "TranscriptionJobName": "talk",
    "LanguageCode": "en-US",
    "Media": {"MediaFileUri": "s3://media/call.wav"},
    "OutputBucketName": "results",
}


@pytest.mark.parametrize(
    ("uri", "location"),
    [
        ("s3://media/a/b c.wav", Location("media", "a/b c.wav")),
        ("s3://media/50%25?.wav", Location("media", "50%25?.wav")),
        ("https://media.s3.us-east-1.amazonaws.com/a/b%20c.wav", Location("media", "a/b c.wav")),
        ("https://s3.us-east-1.amazonaws.com/media/a.wav", Location("media", "a.wav")),
        ("http://localhost:4566/media/a.wav", Location("media", "a.wav")),
    ],
)
def test_media_are_found_by_every_form_of_address(uri: str, location: Location) -> None:
    assert parse_uri(uri) == location


@pytest.mark.parametrize("uri", ["", "s3://media", "s3://media/", "https://s3.us-east-1.amazonaws.com/media"])
def test_an_address_without_an_object_is_refused(uri: str) -> None:
    with pytest.raises(BadRequestError):
        parse_uri(uri)


@pytest.mark.parametrize(
    ("output", "key"),
    [({}, "talk.json"), ({"OutputKey": "folder/"}, "folder/talk.json"), ({"OutputKey": "a/own.txt"}, "a/own.txt")],
)
def test_the_output_key_is_a_folder_or_a_name(output: dict[str, str], key: str) -> None:
    assert parse_job(OWNER, REQUEST | output).output.transcript == Location("results", key)


def test_without_a_bucket_each_job_has_a_place_of_its_own_in_transcribes() -> None:
    request = {name: value for name, value in REQUEST.items() if name != "OutputBucketName"}

    one, other = (parse_job(OWNER, request).output for _ in range(2))

    assert one.managed
    assert one.transcript.key.startswith("111111111111/talk/")
    assert one.transcript.key != other.transcript.key


@pytest.mark.parametrize(
    "settings",
    [{"ShowSpeakerLabels": True}, {"MaxSpeakerLabels": 2}, {"ShowSpeakerLabels": False, "MaxSpeakerLabels": 2}],
)
def test_speaker_labels_and_their_number_belong_together(settings: dict[str, Any]) -> None:
    with pytest.raises(BadRequestError):
        parse_job(OWNER, REQUEST | {"Settings": settings})


@pytest.mark.parametrize(
    "more",
    [{"IdentifyLanguage": True}, {"ContentRedaction": {"RedactionType": "PII"}}, {"Settings": {"VocabularyName": "a"}}],
)
def test_what_is_not_emulated_is_named(more: dict[str, Any]) -> None:
    with pytest.raises(NotImplementedError, match=r"IdentifyLanguage|ContentRedaction|VocabularyName"):
        parse_job(OWNER, REQUEST | more)


@pytest.mark.parametrize("content", [recording(), b"no media"], ids=["completed", "failed"])
def test_answers_have_the_shape_of_aws(content: bytes) -> None:
    world = World(store=Store({("media", "call.wav"): content}))
    request = REQUEST | {
        "Settings": {"ShowSpeakerLabels": True, "MaxSpeakerLabels": 2},
        "Subtitles": {"Formats": ["vtt"], "OutputStartIndex": 1},
        "Tags": [{"Key": "a", "Value": "b"}],
    }

    job = world.run(parse_job(OWNER, request))

    answer = render_job(job, world.storage)
    assert response_problems("transcribe", "GetTranscriptionJob", {"TranscriptionJob": answer}) == ""
    summaries = {"TranscriptionJobSummaries": [render_summary(job)]}
    assert response_problems("transcribe", "ListTranscriptionJobs", summaries) == ""
    assert answer["Settings"] == request["Settings"]
    assert ("FailureReason" in answer) == (job.status == "FAILED")
