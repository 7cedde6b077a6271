"""What is said in a media file: from a sidecar, from captions inside it, or made up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fakes.common.objects import Location, Objects
from fakes.common.owner import Owner
from fakes.media.captions import parse_captions
from fakes.media.media import Cue, Media
from fakes.transcribe.pacing import pace
from fakes.transcribe.synthesis import make_up

_TEXT = ".transcript.txt"
_CAPTIONS = (".srt", ".vtt")


class SilentMediaError(Exception):
    """There is no audio track, and nobody tells what is said."""


@dataclass(frozen=True)
class Recording:
    """A media file in the account that it belongs to.

    Attributes:
        owner: who may read what lies beside it.
        location: where it is.
        media: what it tells about itself.
        content: SHA-256 of the file, in hex.
    """

    owner: Owner
    location: Location
    media: Media
    content: str


def listen(recording: Recording, objects: Objects, speakers: int) -> Sequence[Cue]:
    """Find out what is said and when, within the file's duration.

    Sources in order: a sidecar `<key>.transcript.txt` (plain text; `Name: ` at the beginning of a line tells the
    speaker), a sidecar `<key>.srt` or `<key>.vtt`, captions inside the file, and text that follows from the file's
    content alone.

    Args:
        recording: the file.
        objects: where sidecars are.
        speakers: how many voices made-up text has.

    Raises:
        SilentMediaError: there is no audio track and no text from elsewhere.
    """
    media = recording.media
    if text := _sidecar(recording, objects, _TEXT):
        return pace(text, media.duration)
    for suffix in _CAPTIONS:
        if captions := _sidecar(recording, objects, suffix):
            return list(_within(parse_captions(captions), media.duration))
    if media.captions:
        return list(_within(media.captions, media.duration))
    if media.sound is None:
        raise SilentMediaError
    return pace(make_up(recording.content, media.duration, speakers), media.duration)


def _sidecar(recording: Recording, objects: Objects, suffix: str) -> str | None:
    content = objects.read(recording.owner, recording.location.beside(suffix))
    return content.decode("utf-8", "replace") if content else None


def _within(cues: Sequence[Cue], duration: float) -> Iterator[Cue]:
    """Nothing is said after the end."""
    for cue in cues:
        if cue.start < duration:
            yield Cue(cue.start, min(cue.end, duration), cue.text, cue.speaker)
