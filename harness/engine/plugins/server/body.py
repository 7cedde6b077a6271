"""The body of a request."""

import re
from collections.abc import Iterator
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO

from harness.engine.plugins.server.errors import DisconnectedError, RefusedError
from harness.engine.plugins.server.head import MAX_LINE, Head

IN_MEMORY = 1024 * 1024
"""Bytes up to which a body is kept in memory; a larger one goes to a file."""

_PIECE = 64 * 1024

_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]+(?=[ \t]*[;\r\n])")


def read_body(reader: BinaryIO, head: Head) -> IO[bytes]:
    """Read all of a request's body; the answer is at its begin.

    Raises:
        RefusedError: it isn't said where the body ends.
        DisconnectedError: it isn't all there.
    """
    if coding := head.get("transfer-encoding").lower():
        if coding != "chunked" or head.get("content-length"):
            raise RefusedError(f"can't read a body of transfer encoding {coding!r}", "501 Not Implemented")
        return _stored(_chunks(reader))
    length = _length(head)
    if length <= IN_MEMORY:
        return BytesIO(_exactly(reader, length))
    return _stored(_pieces(reader, length))


def _length(head: Head) -> int:
    said = head.get("content-length")
    if said and not (said.isascii() and said.isdigit()):
        raise RefusedError(f"no content length: {said!r}")
    return int(said or 0)


def _stored(pieces: Iterator[bytes]) -> IO[bytes]:
    into = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the caller closes it
    for piece in pieces:
        into.write(piece)  # `writelines` would move to a file only after the last one
    into.seek(0)
    return into


def _pieces(reader: BinaryIO, length: int) -> Iterator[bytes]:
    for left in range(length, 0, -_PIECE):
        yield _exactly(reader, min(left, _PIECE))


def _chunks(reader: BinaryIO) -> Iterator[bytes]:
    while size := _chunk_size(reader.readline(MAX_LINE)):
        yield from _pieces(reader, size)
        if reader.readline(MAX_LINE) not in (b"\r\n", b"\n"):
            raise RefusedError("a chunk doesn't end where it should")
    while reader.readline(MAX_LINE) not in (b"\r\n", b"\n", b""):  # trailers
        pass


def _chunk_size(line: bytes) -> int:
    if not line:
        raise DisconnectedError
    if size := _CHUNK_SIZE.match(line):
        return int(size[0], 16)
    raise RefusedError(f"no chunk size: {line[:20]!r}")


def _exactly(reader: BinaryIO, count: int) -> bytes:
    content = reader.read(count) if count else b""
    if len(content) < count:
        raise DisconnectedError
    return content
