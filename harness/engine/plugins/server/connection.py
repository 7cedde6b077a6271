"""One client's connection."""

import logging
import socket
import ssl
import struct
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any, TypeAlias

from harness.engine.plugins.server.answer import Answer
from harness.engine.plugins.server.body import read_body
from harness.engine.plugins.server.environ import Address, Environ, environ_of
from harness.engine.plugins.server.errors import DisconnectedError, RefusedError
from harness.engine.plugins.server.head import Head, read_head
from harness.engine.plugins.server.websocket import KEY as WEBSOCKET
from harness.engine.plugins.server.websocket import WebSocket, converse, wants_websocket

LOG = logging.getLogger(__name__)

KEY = "rehearsal.connection"
"""Where it is in the WSGI environment of its requests."""

IDLE_SECONDS = 120.0
"""After which a connection without a request, or one that stands still in a handshake or a request, is closed."""

Application: TypeAlias = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
"""A WSGI application."""

Listener: TypeAlias = Callable[[Environ], None]
"""Converses over the WebSocket in the environment."""


@dataclass(frozen=True, slots=True)
class Service:
    """Who answers.

    Attributes:
        application: requests.
        listener: WebSockets.
    """

    application: Application
    listener: Listener


class Connection:
    """Answers the requests of one client, one after the other.

    Args:
        client: the connected socket.
        address: the client's.
        service: who answers.
        scheme: `http` or `https`.
    """

    def __init__(self, client: socket.socket, address: Address, service: Service, scheme: str) -> None:
        self._socket = client
        self._server = self._prepare()
        self._address = address
        self._service = service
        self._scheme = scheme
        self._reader = client.makefile("rb")
        self._open = True

    def serve(self) -> None:
        """Answer requests until the client or an answer ends the connection."""
        try:
            while self._open and (head := read_head(self._reader)):
                self._converse(head) if wants_websocket(head) else self._answer(head)
        except RefusedError as error:
            self._refuse(error)
        except (DisconnectedError, OSError):
            pass  # nobody is there to be told
        finally:
            self._close()

    def reset(self) -> None:
        """Break it at once: the client reads `connection reset by peer`."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._close()

    def close(self) -> None:
        """End it after what has been written."""
        self._open = False

    def _prepare(self) -> Address:
        """Set the socket up; the answer is our own address."""
        self._socket.settimeout(IDLE_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        host, port, *_ = self._socket.getsockname()
        return host, port

    def _answer(self, head: Head) -> None:
        if head.get("expect").lower() == "100-continue":
            self._send(b"HTTP/1.1 100 Continue\r\n\r\n")
        with read_body(self._reader, head) as body:
            answer = Answer(head, self._send)
            self._run(self._environ(head, body), answer)
        self._open &= answer.keeps_alive

    def _converse(self, head: Head) -> None:
        websocket = WebSocket(head, self._send)
        environ = self._environ(head, BytesIO()) | {"REQUEST_METHOD": "WEBSOCKET", WEBSOCKET: websocket}
        self._socket.settimeout(None)  # it may well be silent
        converse(websocket, lambda: self._reader.read1(64 * 1024), lambda: self._listen(environ))
        self._open = False

    def _listen(self, environ: Environ) -> None:
        try:
            self._service.listener(environ)
        except DisconnectedError:
            pass  # the feeding thread knows it, too
        finally:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def _environ(self, head: Head, body: IO[bytes]) -> Environ:
        environ = environ_of(head, body, client=self._address, server=self._server, scheme=self._scheme)
        environ[KEY] = self
        return environ

    def _run(self, environ: Environ, answer: Answer) -> None:
        try:
            pieces = self._service.application(environ, answer.start)
        except Exception as error:
            LOG.exception("A request broke the gateway")
            raise RefusedError("The engine failed.", "500 Internal Server Error") from error
        try:
            answer.write_all(pieces)
            if self._open:
                answer.finish()
        finally:
            if close := getattr(pieces, "close", None):
                close()

    def _send(self, content: bytes) -> None:
        try:
            self._socket.sendall(content)
        except OSError as error:
            raise DisconnectedError from error

    def _refuse(self, error: RefusedError) -> None:
        content = f"{error}\n".encode()
        head = f"HTTP/1.1 {error.status}\r\nConnection: close\r\nContent-Length: {len(content)}\r\n\r\n"
        with suppress(DisconnectedError):
            self._send(head.encode() + content)

    def _close(self) -> None:
        self._open = False
        with suppress(OSError):
            self._reader.close()
        self._socket.close()


def is_tls(client: socket.socket) -> bool:
    """Whether the client begins with a TLS handshake."""
    return client.recv(1, socket.MSG_PEEK) == b"\x16"


def with_tls(client: socket.socket, context: ssl.SSLContext) -> ssl.SSLSocket:
    """The connection, encrypted."""
    return context.wrap_socket(client, server_side=True)
