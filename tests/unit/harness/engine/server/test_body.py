"""Reading the body of a request."""

import tracemalloc
from io import BufferedReader, RawIOBase
from typing import Any

import pytest

from harness.engine.plugins.server.body import IN_MEMORY, read_body
from harness.engine.plugins.server.head import Head

SIZE = 20 * IN_MEMORY
CHUNK = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"


class Upload(RawIOBase):
    """A client that sends the same again and again, then something else."""

    def __init__(self, piece: bytes, times: int, end: bytes = b"") -> None:
        self._pieces = (piece if number < times else end for number in range(times + 1))
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._left = self._left or next(self._pieces, b"")
        count = min(len(buffer), len(self._left))
        buffer[:count], self._left = self._left[:count], self._left[count:]
        return count


@pytest.mark.parametrize(
    ("header", "upload"),
    [
        (("Content-Length", str(SIZE)), Upload(b"x" * 0x10000, SIZE // 0x10000)),
        (("Transfer-Encoding", "chunked"), Upload(CHUNK, SIZE // 0x10000, b"0\r\n\r\n")),
    ],
    ids=["length", "chunks"],
)
def test_a_large_body_is_never_in_memory_as_a_whole(header: tuple[str, str], upload: Upload) -> None:
    tracemalloc.start()
    try:
        with read_body(BufferedReader(upload), Head("PUT", "/b/k", "HTTP/1.1", (header,))) as body:
            _, peak = tracemalloc.get_traced_memory()
            size = body.seek(0, 2)
    finally:
        tracemalloc.stop()

    assert size == SIZE
    assert peak < 4 * IN_MEMORY
