"""A connection that has become a WebSocket, as rolo sees it."""

import queue
import threading
from collections.abc import Callable, Iterable
from typing import Any

from rolo.websocket import adapter as rolo
from rolo.websocket.errors import WebSocketDisconnectedError, WebSocketProtocolError
from wsproto import ConnectionType, WSConnection, events
from wsproto.connection import ConnectionState
from wsproto.utilities import RemoteProtocolError

from harness.engine.plugins.server.answer import Answer, Send
from harness.engine.plugins.server.errors import DisconnectedError, RefusedError
from harness.engine.plugins.server.head import Head

KEY = "rolo.websocket"
"""Where rolo looks for it in the environment."""

BROKEN = 1006
"""The code of a connection that ended without a word: RFC 6455, 7.4.1."""


def wants_websocket(head: Head) -> bool:
    """Whether the client asks for an upgrade."""
    return head.get("upgrade").lower() == "websocket"


class WebSocket(rolo.WebSocketAdapter):
    """One thread feeds it what the client sends; others converse.

    Args:
        head: the request for the upgrade.
        send: writes to the connection.

    Raises:
        RefusedError: what the client asks for isn't a WebSocket.
    """

    def __init__(self, head: Head, send: Send) -> None:
        self._head = head
        self._send_bytes = send
        self._lock = threading.Lock()
        # Waited for in virtual time, unlike a socket.
        self._events: queue.Queue[Any] = queue.Queue()
        self._pieces: list[Any] = []
        self._protocol = WSConnection(ConnectionType.SERVER)
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in head.headers]
        try:
            self._protocol.initiate_upgrade_connection(headers, head.target)
        except RemoteProtocolError as error:
            raise RefusedError(f"no upgrade to a WebSocket: {error}") from error
        self._take_events()

    def feed(self, content: bytes) -> bool:
        """Take in what the client has sent; nothing is its end. False when nothing more can come."""
        if not content:
            self._events.put(events.CloseConnection(BROKEN))
            return False
        with self._lock:
            self._protocol.receive_data(content)
        return self._take_events()

    def receive(self, timeout: float | None = None) -> Any:
        """The next message.

        Raises:
            TimeoutError: none came in time.
            WebSocketDisconnectedError: none will come.
        """
        try:
            event = self._events.get(timeout=timeout)
        except queue.Empty as error:
            raise TimeoutError(f"no message within {timeout} s") from error
        match event:
            case events.Request():
                return rolo.CreateConnection()
            case events.BytesMessage(data=content):
                return rolo.BytesMessage(bytes(content))
            case events.TextMessage(data=text):
                return rolo.TextMessage(text)
            case events.CloseConnection(code=code):
                raise WebSocketDisconnectedError(code)
        raise WebSocketProtocolError(f"unexpected event {type(event).__name__}")

    def send(self, event: rolo.Message, timeout: float | None = None) -> None:
        """Send a message."""
        kind = events.TextMessage if isinstance(event, rolo.TextMessage) else events.BytesMessage
        self._send(kind(event.data))

    def accept(
        self,
        subprotocol: str | None = None,
        extensions: list[str] | None = None,
        extra_headers: Any = None,
        timeout: float | None = None,
    ) -> None:
        """Agree to the upgrade."""
        headers = extra_headers.to_wsgi_list() if extra_headers else []
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self._send(events.AcceptConnection(subprotocol, extensions=[], extra_headers=raw))

    def reject(
        self,
        status_code: int,
        headers: Any = None,
        body: Iterable[bytes] | None = None,
        timeout: float | None = None,
    ) -> None:
        """Answer instead of agreeing."""
        answer = Answer(self._head, self._send_bytes)
        answer.start(f"{status_code} Rejected", headers.to_wsgi_list() if headers else [])
        answer.write_all(body or ())
        answer.finish()

    def close(self, code: int = 1001, reason: str | None = None, timeout: float | None = None) -> None:
        """Say goodbye, unless the client has."""
        with self._lock:
            open_ = self._protocol.state is ConnectionState.OPEN
        if open_:
            self._send(events.CloseConnection(code, reason))

    def _take_events(self) -> bool:
        for event in self._protocol.events():
            if isinstance(event, events.Ping):
                self._send(event.response())
            elif isinstance(event, events.Message):
                self._gather(event)
            elif not isinstance(event, events.Pong):
                self._events.put(event)
            if isinstance(event, events.CloseConnection):
                self._say_goodbye_too(event)
                return False
        return True

    def _gather(self, piece: events.Message[Any]) -> None:
        """A message comes in as many pieces as it took to receive it."""
        self._pieces.append(piece.data)
        if piece.message_finished:
            self._events.put(type(piece)(self._pieces[0][:0].join(self._pieces)))
            self._pieces.clear()

    def _say_goodbye_too(self, event: events.CloseConnection) -> None:
        """The client has closed, or sent what is no frame; if it answers our own goodbye, all is said."""
        if self._protocol.state in (ConnectionState.OPEN, ConnectionState.REMOTE_CLOSING):
            self._send(event.response())

    def _send(self, event: Any) -> None:
        with self._lock:
            self._send_bytes(self._protocol.send(event))


def converse(websocket: WebSocket, receive: Callable[[], bytes], listen: Callable[[], None]) -> None:
    """Feed a WebSocket until one side ends it, while `listen`, in a thread of its own, works with it."""
    listener = threading.Thread(target=listen, name="websocket", daemon=True)
    listener.start()
    try:
        while websocket.feed(receive()):
            pass
    except (OSError, DisconnectedError):
        websocket.feed(b"")  # it was broken off: who waits for a message must learn it, too
    listener.join()
