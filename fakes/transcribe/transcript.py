"""The transcript file, in AWS's form.

https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html#how-output and, with speakers,
https://docs.aws.amazon.com/transcribe/latest/dg/diarization-output-batch.html
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from fakes.transcribe.items import Item, Utterance
from fakes.transcribe.jobs import Job

Json: TypeAlias = dict[str, Any]


def render_transcript(job: Job, said: Sequence[Utterance]) -> Json:
    """The file's content.

    Args:
        job: whose transcript it is.
        said: in order; with labels of speakers if the job asked for them.
    """
    results: Json = {"transcripts": [{"transcript": " ".join(utterance.text for utterance in said)}]}
    if job.request.max_speakers is not None:
        results["speaker_labels"] = _speaker_labels(said)
    results["items"] = [item for utterance in said for item in _items(utterance)]
    results["audio_segments"] = [_segment(number, utterance) for number, utterance in enumerate(said)]
    return {"jobName": job.request.name, "accountId": job.owner.account, "results": results, "status": "COMPLETED"}


def _speaker_labels(said: Sequence[Utterance]) -> Json:
    segments = [
        {
            **_times(utterance),
            "speaker_label": utterance.speaker,
            "items": [
                {**_times(item), "speaker_label": utterance.speaker} for item in utterance.items if item.pronounced
            ],
        }
        for utterance in said
    ]
    speakers = len({utterance.speaker for utterance in said})
    return {"segments": segments, "channel_label": "ch_0", "speakers": speakers}


def _items(utterance: Utterance) -> Iterator[Json]:
    for number, item in enumerate(utterance.items, start=utterance.first):
        yield {
            "id": number,
            "type": "pronunciation" if item.pronounced else "punctuation",
            "alternatives": [{"confidence": str(item.confidence), "content": item.text}],
            **(_times(item) if item.pronounced else {}),
            **_label(utterance),
        }


def _segment(number: int, utterance: Utterance) -> Json:
    return {
        "id": number,
        "transcript": utterance.text,
        **_times(utterance),
        **_label(utterance),
        "items": list(range(utterance.first, utterance.first + len(utterance.items))),
    }


def _label(utterance: Utterance) -> Json:
    return {"speaker_label": utterance.speaker} if utterance.speaker else {}


def _times(span: Item | Utterance) -> Json:
    """Transcribe writes numbers as text."""
    return {"start_time": str(span.start), "end_time": str(span.end)}
