"""What the bytes of a connection go over."""

import socket
import struct
from contextlib import suppress

from harness.engine.plugins.server.environ import Address
from harness.engine.plugins.server.errors import DisconnectedError

IDLE_SECONDS = 120.0
"""After which a connection without a request, or one that stands still in a handshake or a request, is closed."""

LINGER_SECONDS = 1.0
"""How long a client may be silent that goes on sending after our last word."""

LINGER_BYTES = 8 * 1024 * 1024
"""How much more it may send."""

PIECE = 64 * 1024


class Line:
    """A client's socket.

    Args:
        client: the connected socket.

    Attributes:
        reader: what the client sends.
    """

    def __init__(self, client: socket.socket) -> None:
        self._socket = client
        self.reader = client.makefile("rb")

    def prepare(self) -> Address:
        """Set the socket up; the answer is our own address."""
        self._socket.settimeout(IDLE_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        host, port, *_ = self._socket.getsockname()
        return host, port

    def send(self, content: bytes) -> None:
        """Write all of it.

        Raises:
            DisconnectedError: the client has gone.
        """
        try:
            self._socket.sendall(content)
        except OSError as error:
            raise DisconnectedError from error

    def receive(self) -> bytes:
        """The next bytes, when there are any; none at the end."""
        return self.reader.read1(PIECE)

    def be_patient(self) -> None:
        """From now on, the client may well be silent."""
        self._socket.settimeout(None)

    def end(self) -> None:
        """Nothing more goes either way."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def linger(self) -> None:
        """Let the client finish after our last word, which what it sends would otherwise take along."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)
            self._socket.settimeout(LINGER_SECONDS)
            left = LINGER_BYTES
            while left > 0 and (content := self._socket.recv(PIECE)):
                left -= len(content)

    def reset(self) -> None:
        """Break it at once: the client reads `connection reset by peer`."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def close(self) -> None:
        """Give the socket back."""
        with suppress(OSError):
            self.reader.close()
        self._socket.close()
