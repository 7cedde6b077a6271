"""Finds out the format of a media file and has it read."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from fakes.media.amr import read_amr
from fakes.media.errors import UnreadableMediaError
from fakes.media.flac import read_flac
from fakes.media.media import Media
from fakes.media.mp3 import read_mp3
from fakes.media.mp4 import read_mp4
from fakes.media.ogg import read_ogg
from fakes.media.wav import read_wav
from fakes.media.webm import read_webm

_SIGNATURES: tuple[tuple[int, bytes, Callable[[BinaryIO], Media]], ...] = (
    (8, b"WAVE", read_wav),
    (0, b"fLaC", read_flac),
    (0, b"OggS", read_ogg),
    (0, b"#!AMR", read_amr),
    (4, b"ftyp", read_mp4),
    (4, b"moov", read_mp4),
    (0, b"\x1a\x45\xdf\xa3", read_webm),
    (0, b"ID3", read_mp3),
    (0, b"\xff\xfb", read_mp3),
    (0, b"\xff\xfa", read_mp3),
    (0, b"\xff\xf3", read_mp3),
    (0, b"\xff\xf2", read_mp3),
    (0, b"\xff\xe3", read_mp3),
)
"""Place, bytes and reader of each format."""


def probe(path: Path) -> Media:
    """Read what a media file tells about itself.

    Raises:
        UnreadableMediaError: of no known format, cut off, or nothing in it.
    """
    with path.open("rb") as file:
        head = file.read(16)
        file.seek(0)
        for place, signature, read in _SIGNATURES:
            if head[place:].startswith(signature):
                return _with_content(read(file))
    raise UnreadableMediaError("The file is of no known media format.")


def _with_content(media: Media) -> Media:
    if media.duration <= 0:
        raise UnreadableMediaError("The file has no content.")
    return media
