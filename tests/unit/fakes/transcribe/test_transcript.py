from dataclasses import replace

from fakes.media.media import Cue
from fakes.transcribe.items import Utterance, utterances
from fakes.transcribe.jobs import Job
from fakes.transcribe.speakers import label_speakers
from fakes.transcribe.subtitles import render_subtitles
from fakes.transcribe.transcript import render_transcript
from tests.unit.fakes.transcribe.world import OWNER, REQUEST

CUES = [Cue(1.0, 2.0, "Hi, Bob.", "Ann"), Cue(2.5, 3.25, "Hello!", "Bob")]
JOB = Job(OWNER, replace(REQUEST, max_speakers=2), created=0.0)


def _said() -> list[Utterance]:
    return label_speakers(utterances(CUES), 2)


def test_the_transcript_has_the_form_of_aws() -> None:
    transcript = render_transcript(JOB, _said())

    results = transcript.pop("results")
    assert transcript == {"jobName": "talk", "accountId": "111111111111", "status": "COMPLETED"}
    assert results["transcripts"] == [{"transcript": "Hi, Bob. Hello!"}]
    assert [(item["id"], item["type"], item.get("start_time"), item.get("end_time")) for item in results["items"]] == [
        (0, "pronunciation", "1.0", "1.429"),
        (1, "punctuation", None, None),
        (2, "pronunciation", "1.429", "2.0"),
        (3, "punctuation", None, None),
        (4, "pronunciation", "2.5", "3.25"),
        (5, "punctuation", None, None),
    ]
    assert results["items"][1]["alternatives"] == [{"confidence": "0.0", "content": ","}]
    assert 0.85 <= float(results["items"][0]["alternatives"][0]["confidence"]) <= 1


def test_segments_tell_who_speaks_when() -> None:
    results = render_transcript(JOB, _said())["results"]

    assert results["speaker_labels"] == {
        "segments": [
            {
                "start_time": "1.0",
                "end_time": "2.0",
                "speaker_label": "spk_0",
                "items": [
                    {"start_time": "1.0", "end_time": "1.429", "speaker_label": "spk_0"},
                    {"start_time": "1.429", "end_time": "2.0", "speaker_label": "spk_0"},
                ],
            },
            {
                "start_time": "2.5",
                "end_time": "3.25",
                "speaker_label": "spk_1",
                "items": [{"start_time": "2.5", "end_time": "3.25", "speaker_label": "spk_1"}],
            },
        ],
        "channel_label": "ch_0",
        "speakers": 2,
    }
    assert [segment["items"] for segment in results["audio_segments"]] == [[0, 1, 2, 3], [4, 5]]


def test_without_labels_there_is_no_word_of_speakers() -> None:
    text = str(render_transcript(replace(JOB, request=REQUEST), label_speakers(utterances(CUES), None)))

    assert "speaker" not in text


def test_subtitles_are_numbered_and_timed() -> None:
    assert render_subtitles("srt", _said(), first=1) == (
        "1\n00:00:01,000 --> 00:00:02,000\nHi, Bob.\n\n2\n00:00:02,500 --> 00:00:03,250\nHello!\n"
    )
    assert render_subtitles("vtt", _said(), first=0).startswith("WEBVTT\n\n0\n00:00:01.000 --> 00:00:02.000\nHi")
