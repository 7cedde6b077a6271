"""The first lines of a request: what is asked for, and its headers."""

from dataclasses import dataclass
from typing import BinaryIO

from harness.engine.plugins.server.errors import DisconnectedError, RefusedError

MAX_LINE = 64 * 1024
"""Bytes; presigned URLs and session tokens make long ones."""

MAX_HEADERS = 500

Header = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Head:
    """A request without its body.

    Attributes:
        method: e.g. `POST`.
        target: path and query as the client wrote them.
        version: `HTTP/1.1` or `HTTP/1.0`.
        headers: in the client's order and spelling.
    """

    method: str
    target: str
    version: str
    headers: tuple[Header, ...]

    def get(self, name: str) -> str:
        """The value of a header, given in small letters; several are joined, and none is empty."""
        return ", ".join(value for each, value in self.headers if each.lower() == name)

    @property
    def keeps_alive(self) -> bool:
        """Whether the client may send another request on this connection."""
        wish = self.get("connection").lower()
        return wish == "keep-alive" if self.version == "HTTP/1.0" else "close" not in wish


def read_head(reader: BinaryIO) -> Head | None:
    """Read a head; None when the client has closed the connection instead.

    Raises:
        RefusedError: it isn't HTTP/1.
        DisconnectedError: it ends in the middle.
    """
    line = reader.readline(MAX_LINE)
    if line in (b"\r\n", b"\n"):  # some clients send one too many after a body
        line = reader.readline(MAX_LINE)
    if not line:
        return None
    try:
        # Split as bytes: in text, a byte of UTF-8 may look like Latin-1's no-break space.
        method, target, version = (word.decode("latin-1") for word in line.split())
    except ValueError:
        raise RefusedError(f"not a request line: {line[:80]!r}") from None
    if version not in ("HTTP/1.1", "HTTP/1.0"):
        raise RefusedError(f"{version} isn't spoken here", "505 HTTP Version Not Supported")
    return Head(method, target, version, tuple(_read_headers(reader)))


def _read_headers(reader: BinaryIO) -> list[Header]:
    headers: list[Header] = []
    while (line := reader.readline(MAX_LINE)) not in (b"\r\n", b"\n"):
        if not line:
            raise DisconnectedError
        name, colon, value = line.partition(b":")
        if not colon or name != name.strip() or not line.endswith(b"\n") or len(headers) == MAX_HEADERS:
            raise RefusedError("headers too large or malformed", "431 Request Header Fields Too Large")
        headers.append((name.decode("latin-1"), value.strip().decode("latin-1")))
    return headers
