"""Reading of binary files that may end too soon."""

import os
import struct
from typing import Any, BinaryIO

from fakes.media.errors import UnreadableMediaError


def take(file: BinaryIO, length: int) -> bytes:
    """Read exactly that many bytes.

    Raises:
        UnreadableMediaError: the file ends before.
    """
    if length > remaining(file):  # asked first: a damaged length must not take the memory
        raise UnreadableMediaError("The file ends too soon.")
    return file.read(length)


def unpack(layout: str, data: bytes, offset: int = 0) -> tuple[Any, ...]:
    """Read numbers as `struct` does.

    Raises:
        UnreadableMediaError: the data end before.
    """
    try:
        return struct.unpack_from(layout, data, offset)
    except struct.error as error:
        raise UnreadableMediaError("The file ends too soon.") from error


def remaining(file: BinaryIO) -> int:
    """The number of bytes from here to the end."""
    here = file.tell()
    end = file.seek(0, os.SEEK_END)
    file.seek(here)
    return end - here
