"""Writing what the gateway answers."""

import time
from collections.abc import Callable, Iterable
from email.utils import formatdate
from functools import lru_cache
from typing import Any

from harness.engine.plugins.server.head import Head, Header

BODILESS = ("1", "204", "304")
"""Beginnings of the statuses whose answers have no body."""

Send = Callable[[bytes], None]


class Answer:
    """One answer on its way to the client.

    Args:
        head: of the request.
        send: writes to the connection.

    Attributes:
        begun: whether the client has been told the status.
        keeps_alive: whether the connection may be used for another request.
    """

    def __init__(self, head: Head, send: Send) -> None:
        self._head = head
        self._send = send
        self._status = ""
        self._headers: list[Header] = []
        self._in_chunks = False
        self.begun = False
        self.keeps_alive = head.keeps_alive

    def start(self, status: str, headers: list[Header], _error: Any = None) -> Send:
        """WSGI's `start_response`: take note of status and headers, which go out with the first bytes."""
        self._status, self._headers = status, headers
        return self._write

    def write_all(self, pieces: Iterable[bytes]) -> None:
        """Send the body, piece by piece as it comes."""
        for piece in pieces:
            if piece:
                self._write(piece)

    def finish(self) -> None:
        """Say that this was all."""
        if not self.begun:
            self._write(b"")
        if self._in_chunks:
            self._send(b"0\r\n\r\n")

    @property
    def _has_body(self) -> bool:
        return self._head.method != "HEAD" and not self._status.startswith(BODILESS)

    def _write(self, piece: bytes) -> None:
        begin = b"" if self.begun else self._begin()
        if not self._has_body:
            piece = b""  # the client would take it for the begin of the next answer
        elif self._in_chunks and piece:
            piece = b"%x\r\n%b\r\n" % (len(piece), piece)
        if begin or piece:
            self._send(begin + piece)

    def _begin(self) -> bytes:
        self.begun = True
        names = {name.lower() for name, _ in self._headers}
        more = [] if "date" in names else [("Date", _date(int(time.time())))]
        if "content-length" not in names and self._has_body:
            # Without a length, the body ends with its last chunk, or, for old clients, with the connection.
            self._in_chunks = self._head.version == "HTTP/1.1"
            self.keeps_alive &= self._in_chunks
            more += [("Transfer-Encoding", "chunked")] if self._in_chunks else []
        lines = [f"HTTP/1.1 {self._status}", *map(": ".join, [*self._headers, *more, *self._connection()])]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def _connection(self) -> list[Header]:
        if not self.keeps_alive:
            return [("Connection", "close")]
        # An old client hangs up unless it is told: RFC 9112, 9.3.
        return [("Connection", "keep-alive")] if self._head.version == "HTTP/1.0" else []


@lru_cache(1)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)
