"""MP4 and M4A, also MOV and 3GP: durations and tracks from the `moov` box."""

from typing import BinaryIO

from fakes.media.binary import unpack
from fakes.media.boxes import Box, read_top_boxes
from fakes.media.errors import UnreadableMediaError
from fakes.media.fragments import fragments_end
from fakes.media.media import Media, Sound
from fakes.media.timed_text import TEXT_HANDLERS, read_timed_text

_AUDIO_BRANDS = {b"M4A ", b"M4B "}


def read_mp4(file: BinaryIO) -> Media:
    """Read the film's head, its first audio track and its first track of text.

    Raises:
        UnreadableMediaError: there is no head, as in a file whose upload was broken off, or it is cut off.
    """
    boxes = read_top_boxes(file, frozenset({"ftyp", "moov", "moof"}))
    moov = next((box for box in boxes if box.kind == "moov"), None)
    if moov is None:
        raise UnreadableMediaError("The MP4 file has no moov box.")
    tracks = [box for box in moov.children() if box.kind == "trak"]
    texts = [track for track in tracks if _handler(track) in TEXT_HANDLERS]
    sounds = [track for track in tracks if _handler(track) == "soun"]
    return Media(
        format="m4a" if boxes[0].body[:4] in _AUDIO_BRANDS else "mp4",
        duration=_duration(moov) or _fragments_duration([box for box in boxes if box.kind == "moof"], tracks),
        sound=_sound(sounds[0]) if sounds else None,
        captions=read_timed_text(texts[0], file) if texts else (),
    )


def _duration(moov: Box) -> float:
    """Seconds; 0 if the film comes in fragments."""
    scale, length = moov.get("mvhd").clock()
    return length / scale


def _fragments_duration(fragments: list[Box], tracks: list[Box]) -> float:
    """Seconds of the longest track."""
    return max((_fragments_seconds(fragments, track) for track in tracks), default=0.0)


def _fragments_seconds(fragments: list[Box], track: Box) -> float:
    head = track.get("tkhd").body
    (number,) = unpack(">I", head, 20 if head[:1] == b"\x01" else 12)
    scale, _ = track.get("mdia", "mdhd").clock()
    return fragments_end(fragments, number) / scale


def _handler(track: Box) -> str:
    handler = track.find("mdia", "hdlr")
    return handler.body[8:12].decode("latin-1") if handler else ""


def _sound(track: Box) -> Sound:
    """Channels and sample rate stand 24 and 32 bytes behind the beginning of the first sample entry."""
    description = track.get("mdia", "minf", "stbl", "stsd").body
    channels, rate = unpack(">H6xI", description, 8 + 24)
    ticks, _ = track.get("mdia", "mdhd").clock()
    return Sound(rate >> 16 or ticks, channels)
