"""FLAC: everything is in the first block."""

from typing import BinaryIO

from fakes.media.binary import take
from fakes.media.errors import UnreadableMediaError
from fakes.media.media import Media, Sound


def read_flac(file: BinaryIO) -> Media:
    """Read STREAMINFO: https://www.rfc-editor.org/rfc/rfc9639#section-8.2.

    Raises:
        UnreadableMediaError: the block is cut off or leaves the number of samples open.
    """
    take(file, 8)  # "fLaC" and the block's header
    packed = int.from_bytes(take(file, 18)[10:])
    sample_rate, channels, samples = packed >> 44, (packed >> 41 & 0b111) + 1, packed & (1 << 36) - 1
    if not sample_rate or not samples:
        raise UnreadableMediaError("The FLAC file doesn't tell its duration.")
    return Media("flac", samples / sample_rate, Sound(sample_rate, channels))
