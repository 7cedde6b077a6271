"""Subtitle files beside the transcript: one subtitle for each utterance."""

from collections.abc import Sequence

from fakes.transcribe.items import Utterance


def render_subtitles(format: str, said: Sequence[Utterance], first: int) -> str:
    """The file's content.

    Args:
        format: `vtt` or `srt`.
        said: in order.
        first: the number of the first subtitle.
    """
    comma = "," if format == "srt" else "."
    blocks = [
        f"{number}\n{_time(utterance.start, comma)} --> {_time(utterance.end, comma)}\n{utterance.text}\n"
        for number, utterance in enumerate(said, start=first)
    ]
    return "\n".join(["WEBVTT\n", *blocks] if format == "vtt" else blocks)


def _time(seconds: float, comma: str) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{comma}{rest % 1000:03}"
