"""WAV: chunks in a RIFF file."""

from typing import BinaryIO

from fakes.media.binary import remaining, take, unpack
from fakes.media.errors import UnreadableMediaError
from fakes.media.media import Media, Sound

_HEADER = 12  # "RIFF", a length, "WAVE"


def read_wav(file: BinaryIO) -> Media:
    """Find the `fmt ` chunk and the length of the `data` chunk.

    Raises:
        UnreadableMediaError: a chunk is missing or cut off.
    """
    take(file, _HEADER)
    channels = sample_rate = bytes_per_second = 0
    while len(head := file.read(8)) == 8:
        kind, size = unpack("<4sI", head)
        if kind == b"data":
            return _media(min(size or remaining(file), remaining(file)), bytes_per_second, channels, sample_rate)
        body = take(file, size + size % 2)  # chunks begin at even places
        if kind == b"fmt ":
            _, channels, sample_rate, bytes_per_second = unpack("<HHII", body)
    raise UnreadableMediaError("The WAV file has no data.")


def _media(length: int, bytes_per_second: int, channels: int, sample_rate: int) -> Media:
    """What streams write (a length of 0 or of 4 GB) means: up to the end of the file."""
    if not bytes_per_second:
        raise UnreadableMediaError("The WAV file doesn't tell its format.")
    return Media("wav", length / bytes_per_second, Sound(sample_rate, channels))
