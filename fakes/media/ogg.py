"""Ogg with Opus or Vorbis: the format is in the first page, the duration in the last one."""

import os
from typing import BinaryIO

from fakes.media.binary import take, unpack
from fakes.media.errors import UnreadableMediaError
from fakes.media.media import Media, Sound

_LARGEST_PAGE = 65_307
"""Bytes: https://www.rfc-editor.org/rfc/rfc3533#section-6"""

_OPUS_RATE = 48_000
"""Granules per second, whatever the input's sample rate was: https://www.rfc-editor.org/rfc/rfc7845#section-4"""


def read_ogg(file: BinaryIO) -> Media:
    """Read the first packet's header and the last page's position.

    Raises:
        UnreadableMediaError: cut off, or neither Opus nor Vorbis.
    """
    segments = take(file, 27)[26]
    take(file, segments)
    sound, rate, skip = _head(take(file, 19))
    return Media("ogg", max(_last_position(file) - skip, 0) / rate, sound)


def _head(packet: bytes) -> tuple[Sound, int, int]:
    """The sound, granules per second, and granules to skip at the beginning."""
    if packet.startswith(b"OpusHead"):
        channels, skip, sample_rate = unpack("<BHI", packet, 9)
        return Sound(sample_rate or _OPUS_RATE, channels), _OPUS_RATE, skip
    if packet.startswith(b"\x01vorbis"):
        channels, sample_rate = unpack("<BI", packet, 11)
        return Sound(sample_rate, channels), max(sample_rate, 1), 0
    raise UnreadableMediaError("The Ogg file holds neither Opus nor Vorbis.")


def _last_position(file: BinaryIO) -> int:
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - 2 * _LARGEST_PAGE))
    tail = file.read()
    (position,) = unpack("<q", tail, tail.rfind(b"OggS") + 6)
    return int(position)
