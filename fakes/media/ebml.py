"""EBML: the elements that WebM files are made of, as one flat stream.

Live recordings leave the length of a segment or cluster open. A reader that enters every container and skips
everything else needs no lengths of containers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from fakes.media.binary import remaining, take

EBML = 0x1A45DFA3
SEGMENT = 0x18538067
INFO = 0x1549A966
TIME_SCALE = 0x2AD7B1
DURATION = 0x4489
TRACKS = 0x1654AE6B
TRACK = 0xAE
TRACK_NUMBER = 0xD7
TRACK_TYPE = 0x83
CODEC = 0x86
AUDIO = 0xE1
SAMPLE_RATE = 0xB5
CHANNELS = 0x9F
CLUSTER = 0x1F43B675
CLUSTER_TIME = 0xE7
BLOCK_GROUP = 0xA0
BLOCK = 0xA1
SIMPLE_BLOCK = 0xA3
BLOCK_DURATION = 0x9B

_CONTAINERS = {SEGMENT, INFO, TRACKS, TRACK, AUDIO, CLUSTER, BLOCK_GROUP}
_BLOCKS = {BLOCK, SIMPLE_BLOCK}
_LARGEST = 64 * 1024
"""Bytes of an element that are kept; of a block with a picture the head is enough."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element; a container has no data, its content follows."""

    kind: int
    data: bytes

    @property
    def number(self) -> int:
        """The data as an unsigned integer."""
        return int.from_bytes(self.data)


def read_elements(file: BinaryIO) -> Iterator[Element]:
    """All elements in the order of the file; a file that is cut off ends early."""
    left = remaining(file)
    while left > 1:
        kind, kind_length = _variable(file, keep_marker=True)
        size, size_length = _variable(file, keep_marker=False)
        left -= kind_length + size_length
        if kind in _CONTAINERS:
            yield Element(kind, b"")
            continue
        if size > left:
            return
        kept = take(file, min(size, _LARGEST))
        file.seek(size - len(kept), 1)
        left -= size
        yield Element(kind, kept)


def _variable(file: BinaryIO, *, keep_marker: bool) -> tuple[int, int]:
    """A number whose leading zero bits tell its length in bytes."""
    first = take(file, 1)
    length = 9 - first[0].bit_length()
    number = int.from_bytes(first + take(file, min(length, 8) - 1))
    return number if keep_marker else number & (1 << 7 * length) - 1, length
