"""One client's connection."""

import logging
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
from harness.engine.plugins.server.line import Line
from harness.engine.plugins.server.websocket import KEY as WEBSOCKET
from harness.engine.plugins.server.websocket import WebSocket, converse, wants_websocket

LOG = logging.getLogger(__name__)

KEY = "rehearsal.connection"
"""Where it is in the WSGI environment of its requests."""

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
        line: to the client.
        address: the client's.
        service: who answers.
        scheme: `http` or `https`.

    Attributes:
        broken: why the client will not read what the application answers; empty as a rule.
    """

    def __init__(self, line: Line, address: Address, service: Service, scheme: str) -> None:
        self._line = line
        self._server = line.prepare()
        self._address = address
        self._service = service
        self._scheme = scheme
        self._open = True
        self.broken = ""

    def serve(self) -> None:
        """Answer requests until the client or an answer ends the connection."""
        try:
            while self._open and (head := read_head(self._line.reader)):
                self._converse(head) if wants_websocket(head) else self._answer(head)
        except RefusedError as error:
            self._refuse(error)
        except (DisconnectedError, OSError):
            pass  # nobody is there to be told
        finally:
            self._open = False
            self._line.close()

    def reset(self) -> None:
        """Break it at once: the client reads `connection reset by peer`."""
        self._open, self.broken = False, self.broken or "ConnectionReset"
        self._line.reset()

    def cut_short(self, status: str, header: str, reason: str) -> None:
        """Answer while the application still works, and end it: what that answers is lost.

        Args:
            status: code and reason.
            header: name of a header that says why.
            reason: what `broken` is from now on.
        """
        head = f"HTTP/1.1 {status}\r\n{header}: yes\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        self._open, self.broken = False, reason
        with suppress(DisconnectedError):
            self._line.send(head.encode())
        self._line.end()

    def close(self) -> None:
        """End it after what has been written."""
        self._open = False

    def _answer(self, head: Head) -> None:
        if head.get("expect").lower() == "100-continue":
            self._line.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        with read_body(self._line.reader, head) as body:
            answer = Answer(head, self._line.send)
            self._run(self._environ(head, body), answer)
        self._open &= answer.keeps_alive

    def _converse(self, head: Head) -> None:
        self._line.be_patient()
        websocket = WebSocket(head, self._line.send)
        environ = self._environ(head, BytesIO()) | {"REQUEST_METHOD": "WEBSOCKET", WEBSOCKET: websocket}
        converse(websocket, self._line.receive, lambda: self._listen(environ))
        self._open = False

    def _listen(self, environ: Environ) -> None:
        try:
            self._service.listener(environ)
        except DisconnectedError:
            pass  # the feeding thread knows it, too
        finally:
            self._line.end()

    def _environ(self, head: Head, body: IO[bytes]) -> Environ:
        environ = environ_of(head, body, client=self._address, server=self._server, scheme=self._scheme)
        environ[KEY] = self
        return environ

    def _run(self, environ: Environ, answer: Answer) -> None:
        try:
            self._write(self._service.application(environ, answer.start), answer)
        except DisconnectedError:
            raise
        except Exception as error:
            LOG.exception("A request broke the gateway")
            if not answer.begun:
                raise RefusedError("The engine failed.", "500 Internal Server Error") from error
            self.reset()  # an orderly end could be taken for the answer's

    def _write(self, pieces: Iterable[bytes], answer: Answer) -> None:
        try:
            answer.write_all(pieces)
            if self._open:
                answer.finish()
        finally:
            if close := getattr(pieces, "close", None):
                close()

    def _refuse(self, error: RefusedError) -> None:
        content = f"{error}\n".encode()
        head = f"HTTP/1.1 {error.status}\r\nConnection: close\r\nContent-Length: {len(content)}\r\n\r\n"
        with suppress(DisconnectedError):
            self._line.send(head.encode() + content)
            self._line.linger()
