"""A WebSocket over a socket pair, spoken by a client of the same library."""

import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rolo.websocket import WebSocketDisconnectedError
from rolo.websocket.request import WebSocketRequest
from werkzeug import Response
from wsproto import ConnectionType, WSConnection, events

from harness.engine.plugins.server.connection import Connection, Service
from harness.engine.plugins.server.errors import RefusedError
from harness.engine.plugins.server.head import Head
from harness.engine.plugins.server.line import Line
from harness.engine.plugins.server.websocket import WebSocket, converse

UPGRADE = Head(
    "GET",
    "/",
    "HTTP/1.1",
    (
        ("Host", "chat"),
        ("Connection", "Upgrade"),
        ("Upgrade", "websocket"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ("Sec-WebSocket-Version", "13"),
    ),
)

Converse = Callable[[WebSocketRequest], None]


class Client:
    """A client that has asked for an upgrade."""

    def __init__(self, converse: Converse) -> None:
        self._socket, served = socket.socketpair()
        self._socket.settimeout(60)
        service = Service(lambda environ, start: [], WebSocketRequest.listener(converse))
        connection = Connection(Line(served), ("10.0.0.1", 50000), service, "http")
        self._server = threading.Thread(target=connection.serve, daemon=True)
        self._server.start()
        self._protocol = WSConnection(ConnectionType.CLIENT)
        self._events: Iterator[Any] = iter(())
        self.send(events.Request(host="chat", target="/room?id=1"))

    def send(self, event: Any) -> None:
        self.send_bytes(self._protocol.send(event))

    def send_bytes(self, content: bytes) -> None:
        self._socket.sendall(content)

    def next(self) -> Any:
        while (event := next(self._events, None)) is None:
            self._protocol.receive_data(self._socket.recv(65536) or None)
            self._events = self._protocol.events()
        return event

    def leave(self) -> None:
        self._socket.close()

    def is_served(self) -> bool:
        self._server.join(60)
        return self._server.is_alive()


@pytest.fixture(autouse=True)
def without_tcp(monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket pair has neither delays to turn off nor an address."""
    monkeypatch.setattr(Line, "prepare", lambda self: ("127.0.0.1", 4566))


def echo(request: WebSocketRequest) -> None:
    with request.accept() as websocket:
        for message in websocket:
            websocket.send(message)


def test_text_and_bytes_come_back_and_pings_are_answered() -> None:
    client = Client(echo)
    assert isinstance(client.next(), events.AcceptConnection)

    client.send(events.TextMessage("hällo"))
    client.send(events.Ping(b"there?"))
    client.send(events.BytesMessage(b"\x00\xff"))

    assert {type(event): event for event in (client.next(), client.next(), client.next())} == {
        events.TextMessage: events.TextMessage("hällo"),
        events.Pong: events.Pong(b"there?"),
        events.BytesMessage: events.BytesMessage(b"\x00\xff"),
    }
    client.leave()
    assert not client.is_served()


def test_the_servers_goodbye_reaches_the_client() -> None:
    def goodbye(request: WebSocketRequest) -> None:
        request.accept().close(4000, "done")

    client = Client(goodbye)
    client.next()

    assert client.next() == events.CloseConnection(4000, "done")
    assert not client.is_served()


@pytest.mark.parametrize("polite", [True, False])
def test_the_server_learns_that_the_client_has_gone(polite: bool) -> None:
    codes: list[int] = []

    def wait(request: WebSocketRequest) -> None:
        websocket = request.accept()
        try:
            websocket.receive()
        except WebSocketDisconnectedError as error:
            codes.append(error.code)

    client = Client(wait)
    client.next()

    if polite:
        client.send(events.CloseConnection(1000))
    client.leave()

    assert not client.is_served()
    assert codes == [1000 if polite else 1006]


def test_an_upgrade_may_be_refused_with_an_answer() -> None:
    client = Client(lambda request: request.reject(Response(b"members only", 403)))

    refused = client.next()

    assert isinstance(refused, events.RejectConnection)
    assert refused.status_code == 403
    assert client.next().data == b"members only"
    assert not client.is_served()


def test_a_client_that_does_not_speak_the_protocol_is_told_and_let_go() -> None:
    codes: list[int] = []

    def wait(request: WebSocketRequest) -> None:
        try:
            request.accept().receive()
        except WebSocketDisconnectedError as error:
            codes.append(error.code)

    client = Client(wait)
    client.next()
    client.send_bytes(b"\xff\xff\xff\xff")

    goodbye = client.next()
    assert isinstance(goodbye, events.CloseConnection)
    assert goodbye.code == 1002
    assert not client.is_served()
    assert codes == [1002]


def test_a_listener_learns_that_the_connection_broke() -> None:
    codes: list[int] = []
    websocket = WebSocket(UPGRADE, lambda content: None)

    def broken() -> bytes:
        raise ConnectionResetError

    def listen() -> None:
        websocket.receive()  # the upgrade
        with pytest.raises(WebSocketDisconnectedError) as disconnected:
            websocket.receive(timeout=60)
        codes.append(disconnected.value.code)

    converse(websocket, broken, listen)

    assert codes == [1006]


def test_an_upgrade_without_a_key_is_refused() -> None:
    headers = tuple(header for header in UPGRADE.headers if header[0] != "Sec-WebSocket-Key")

    with pytest.raises(RefusedError, match="Sec-WebSocket-Key"):
        WebSocket(Head("GET", "/", "HTTP/1.1", headers), lambda content: None)
