"""MP3: frames one after another, behind tags."""

import mmap
from dataclasses import dataclass
from typing import BinaryIO

from fakes.media.errors import UnreadableMediaError
from fakes.media.media import Media, Sound

_RATES = (44_100, 48_000, 32_000)
_RATE_DIVISORS = {3: 1, 2: 2, 0: 4}  # MPEG 1, 2, 2.5
_KILOBITS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KILOBITS_LOW = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)  # MPEG 2 and 2.5
_MPEG_1 = 3
_LAYER_3 = 1
_MONO = 3
_SUMMARIES = (b"Xing", b"Info", b"VBRI")
_JUNK = 64 * 1024
"""Bytes in front of the first frame, or between frames, that may be skipped."""


@dataclass(frozen=True, slots=True)
class _Frame:
    size: int  # bytes with the header
    samples: int
    sound: Sound


def read_mp3(file: BinaryIO) -> Media:
    """Walk over all frames: exact for constant and variable bit rates alike.

    Raises:
        UnreadableMediaError: there are no frames.
    """
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        offset = _next_frame(data, _behind_tag(data))
        first = _frame(data, offset)
        if first is None:
            raise UnreadableMediaError("The MP3 file has no frames.")
        if any(word in data[offset : offset + 64] for word in _SUMMARIES):
            offset += first.size  # tells about the file and makes no sound
        return Media("mp3", _seconds(data, offset), first.sound)


def _seconds(data: mmap.mmap, offset: int) -> float:
    seconds = 0.0
    while frame := _frame(data, offset):
        seconds += frame.samples / frame.sound.sample_rate
        offset = _next_frame(data, offset + frame.size)
    return seconds


def _behind_tag(data: mmap.mmap) -> int:
    """Where an ID3v2 tag ends; its length is written in sevens of bits."""
    if data[:3] != b"ID3":
        return 0
    a, b, c, d = data[6:10].ljust(4, b"\0")
    return 10 + (a << 21 | b << 14 | c << 7 | d)


def _next_frame(data: mmap.mmap, offset: int) -> int:
    """The place of the next frame: mostly here."""
    end = min(offset + _JUNK, len(data))
    while offset < end and _frame(data, offset) is None:
        offset += 1
    return offset


def _frame(data: mmap.mmap, offset: int) -> _Frame | None:
    header = int.from_bytes(data[offset : offset + 4])
    if offset + 4 > len(data) or header >> 21 != 0x7FF or header >> 17 & 3 != _LAYER_3:
        return None
    version, bits, rate = header >> 19 & 3, header >> 12 & 15, header >> 10 & 3
    if version not in _RATE_DIVISORS or bits in {0, 15} or rate == 3:
        return None
    sample_rate = _RATES[rate] // _RATE_DIVISORS[version]
    samples = 1152 if version == _MPEG_1 else 576
    kilobits = (_KILOBITS if version == _MPEG_1 else _KILOBITS_LOW)[bits]
    size = samples // 8 * 1000 * kilobits // sample_rate + (header >> 9 & 1)
    return _Frame(size, samples, Sound(sample_rate, 1 if header >> 6 & 3 == _MONO else 2))
