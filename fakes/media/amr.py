"""AMR, narrow and wide band: frames of 20 ms, of a size that their first byte tells."""

from typing import BinaryIO

from fakes.media.errors import UnreadableMediaError
from fakes.media.media import Media, Sound

_FRAME_SECONDS = 0.020
_NARROW = b"#!AMR\n"
_WIDE = b"#!AMR-WB\n"
_NARROW_SIZES = (12, 13, 15, 17, 19, 20, 26, 31, 5, 0, 0, 0, 0, 0, 0, 0)
_WIDE_SIZES = (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 0, 0, 0, 0, 0, 0)
"""Bytes after the first one, by mode: https://www.rfc-editor.org/rfc/rfc4867#section-5.3"""


def read_amr(file: BinaryIO) -> Media:
    """Count the frames.

    Raises:
        UnreadableMediaError: there are none.
    """
    data = file.read()
    wide = data.startswith(_WIDE)
    frames = _count(data, len(_WIDE if wide else _NARROW), _WIDE_SIZES if wide else _NARROW_SIZES)
    if not frames:
        raise UnreadableMediaError("The AMR file has no frames.")
    return Media("amr", frames * _FRAME_SECONDS, Sound(16_000 if wide else 8_000, 1))


def _count(data: bytes, offset: int, sizes: tuple[int, ...]) -> int:
    frames = 0
    while offset < len(data):
        offset += 1 + sizes[data[offset] >> 3 & 0xF]
        frames += offset <= len(data)
    return frames
