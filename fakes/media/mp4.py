"""MP4 and M4A, also MOV and 3GP: durations and tracks from the `moov` box."""

from typing import BinaryIO

from fakes.media.binary import unpack
from fakes.media.boxes import Box, read_top_boxes
from fakes.media.errors import UnreadableMediaError
from fakes.media.media import Media, Sound
from fakes.media.timed_text import TEXT_HANDLERS, read_timed_text

_AUDIO_BRANDS = {b"M4A ", b"M4B "}


def read_mp4(file: BinaryIO) -> Media:
    """Read the film's head, its first audio track and its first track of text.

    Raises:
        UnreadableMediaError: there is no head, as in a file whose upload was broken off, or it is cut off.
    """
    boxes = read_top_boxes(file, frozenset({"ftyp", "moov"}))
    if "moov" not in boxes:
        raise UnreadableMediaError("The MP4 file has no moov box.")
    moov = boxes["moov"]
    tracks = [box for box in moov.children() if box.kind == "trak"]
    texts = [track for track in tracks if _handler(track) in TEXT_HANDLERS]
    sounds = [track for track in tracks if _handler(track) == "soun"]
    brand = boxes["ftyp"].body[:4] if "ftyp" in boxes else b""
    return Media(
        format="m4a" if brand in _AUDIO_BRANDS else "mp4",
        duration=_duration(moov),
        sound=_sound(sounds[0]) if sounds else None,
        captions=read_timed_text(texts[0], file) if texts else (),
    )


def read_clock(box: Box, skip: int) -> tuple[int, int]:
    """Ticks per second and length in ticks, as `mvhd` and `mdhd` tell them.

    Args:
        box: version, flags, and two times of 4 or 8 bytes.
        skip: bytes between the box's beginning and the two times: 4.
    """
    if unpack(">B", box.body)[0] == 1:
        scale, length = unpack(">IQ", box.body, skip + 16)
    else:
        scale, length = unpack(">II", box.body, skip + 8)
    return max(int(scale), 1), int(length)


def _duration(moov: Box) -> float:
    """The film's length; a film in fragments tells it in `mehd`."""
    scale, length = read_clock(moov.get("mvhd"), 4)
    if not length and (fragments := moov.find("mvex", "mehd")):
        wide = fragments.body[:1] == b"\x01"
        (length,) = unpack(">Q" if wide else ">I", fragments.body, 4)
    if not length:
        raise UnreadableMediaError("The MP4 file doesn't tell its duration.")
    return length / scale


def _handler(track: Box) -> str:
    handler = track.find("mdia", "hdlr")
    return handler.body[8:12].decode("latin-1") if handler else ""


def _sound(track: Box) -> Sound:
    """Channels and sample rate stand 24 and 32 bytes behind the beginning of the first sample entry."""
    description = track.get("mdia", "minf", "stbl", "stsd").body
    channels, rate = unpack(">H6xI", description, 8 + 24)
    clock, _ = read_clock(track.get("mdia", "mdhd"), 4)
    return Sound(rate >> 16 or clock, channels)
