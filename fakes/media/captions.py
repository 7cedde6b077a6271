"""Captions beside or inside a media file: SubRip and WebVTT, and plain text that is said by turns."""

import html
import re
from collections.abc import Iterator

from fakes.media.media import Cue

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})"
_TIMING = re.compile(rf"^\s*{_TIME}\s+-->\s+{_TIME}")
_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^>]+)>")
_TAG = re.compile(r"<[^>]*>")
_TURN = re.compile(r"^([^\W\d_][\w .'-]{0,30}):\s+(?=\S)")


def parse_captions(text: str) -> tuple[Cue, ...]:
    """Read SubRip or WebVTT, which differ in what stands around the cues only.

    Args:
        text: blocks of lines, of which those with a timing are cues.

    Returns:
        Cues in the order of their start; a voice tag or a leading `Name: ` tells the speaker.
    """
    blocks = re.split(r"\n\s*\n", text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    return tuple(sorted((cue for block in blocks for cue in _cues(block.split("\n"))), key=lambda cue: cue.start))


def _cues(lines: list[str]) -> Iterator[Cue]:
    for number, line in enumerate(lines):
        if timing := _TIMING.match(line):
            start, end = _seconds(timing.groups()[:4]), _seconds(timing.groups()[4:])
            speaker, said = split_speaker(" ".join(lines[number + 1 :]))
            if said and end > start:
                yield Cue(start, end, said, speaker)
            return


def split_speaker(line: str) -> tuple[str | None, str]:
    """Take the speaker's name and all mark-up from what is said: `<v Ann>Hi`, `Ann: Hi`."""
    voice = _VOICE.search(line)
    said = " ".join(html.unescape(_TAG.sub("", line)).split())
    if voice:
        return voice.group(1).strip(), said
    turn = _TURN.match(said)
    return (turn.group(1).strip(), said[turn.end() :]) if turn else (None, said)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
