"""TLS on a connection."""

import select
import socket
import ssl
import threading
from collections.abc import Callable
from typing import TypeVar

from harness.engine.plugins.server.errors import DisconnectedError
from harness.engine.plugins.server.line import PIECE, Line

T = TypeVar("T")


def is_tls(client: socket.socket) -> bool:
    """Whether the client begins with a TLS handshake."""
    return client.recv(1, socket.MSG_PEEK) == b"\x16"


def encrypted(client: socket.socket, context: ssl.SSLContext) -> "EncryptedLine":
    """The connection after its handshake."""
    return EncryptedLine(context.wrap_socket(client, server_side=True))


class EncryptedLine(Line):
    """A connection with TLS, which one thread may read while another one writes.

    OpenSSL's side of it must not be used by two threads at once, which Python 3.11 and 3.12 don't see to. So as soon as
    there may be two, each use is alone, and nobody waits for the network in it.

    Args:
        client: the connected socket after its handshake.
    """

    def __init__(self, client: ssl.SSLSocket) -> None:
        super().__init__(client)
        self._alone = threading.Lock()
        self._shared = self._ended = False

    def be_patient(self) -> None:
        """From now on, the client may well be silent, and a second thread may be there."""
        self._socket.setblocking(False)
        self._shared = True

    def send(self, content: bytes) -> None:
        """Write all of it.

        Raises:
            DisconnectedError: the client has gone.
        """
        if not self._shared:
            return super().send(content)
        try:
            while content:
                content = content[self._patiently(self._socket.send, content) :]
        except OSError as error:
            raise DisconnectedError from error

    def receive(self) -> bytes:
        """The next bytes, when there are any; none at the end."""
        return self._patiently(self._read)

    def end(self) -> None:
        """Nothing more goes either way."""
        with self._alone:
            self._ended = True
            super().end()

    def _read(self) -> bytes:
        return b"" if self._ended else self.reader.read1(PIECE)

    def _patiently(self, use: Callable[..., T], *args: bytes) -> T:
        while True:
            try:
                with self._alone:
                    return use(*args)
            except ssl.SSLWantReadError:
                self._wait(select.POLLIN)
            except ssl.SSLWantWriteError:
                self._wait(select.POLLOUT)

    def _wait(self, for_what: int) -> None:
        poll = select.poll()
        poll.register(self._socket, for_what)
        poll.poll()
