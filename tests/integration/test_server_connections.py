"""The engine's HTTP server on a port of its own: what single connections go through, without the engine."""

import errno
import http.client
import logging
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from localstack.config import HostAndPort
from localstack.utils.crypto import generate_ssl_cert
from rolo import Request, Response
from rolo.gateway import Gateway
from rolo.websocket.request import WebSocketRequest
from wsproto import ConnectionType, WSConnection, events

from harness.engine.plugins.server import line as line_module
from harness.engine.plugins.server import server as server_module
from harness.engine.plugins.server.line import Line
from harness.engine.plugins.server.server import ThreadedServer
from harness.engine.plugins.server.tls import EncryptedLine

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the library that makes the certificate

LONG = 20_000_000
"""More bytes than the system keeps for a client that doesn't read."""


class Answering(Gateway):  # type: ignore[misc]
    """A gateway that says how much it was sent, serves something long, and repeats what a WebSocket says."""

    def process(self, request: Request, response: Response) -> None:
        response.data = b"x" * LONG if request.path == "/long" else str(len(request.data)).encode()

    def accept(self, request: WebSocketRequest) -> None:
        with request.accept() as websocket:
            for message in websocket:
                websocket.send(message)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Files of a certificate and of its key."""
    folder: Path = tmp_path_factory.mktemp("certificate")
    _, certificate, key = generate_ssl_cert(str(folder / "server.pem"), overwrite=True)
    return certificate, key


@pytest.fixture
def port(certificate: tuple[str, str]) -> Iterator[int]:
    """Where a server listens."""
    server = ThreadedServer()
    port = _free_port()
    server.register(Answering(), [HostAndPort("127.0.0.1", port)], certificate)
    loop = threading.Thread(target=server.run)
    loop.start()
    yield port
    server.shutdown()
    loop.join()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


@pytest.fixture(params=["plain", "tls"])
def client(request: pytest.FixtureRequest, port: int) -> Iterator[socket.socket]:
    """A connection, with and without TLS."""
    plain = socket.create_connection(("127.0.0.1", port), timeout=20)
    with _trusting().wrap_socket(plain) if request.param == "tls" else plain as connected:
        yield connected


def test_a_client_that_writes_byte_by_byte_is_answered(client: socket.socket) -> None:
    for byte in b"PUT /k HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc":
        client.send(bytes([byte]))

    assert _answer(client) == b"3"


def test_an_answer_waits_for_a_client_that_reads_slowly(client: socket.socket) -> None:
    client.sendall(b"GET /long HTTP/1.1\r\n\r\n")

    assert len(_answer(client)) == LONG


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost"])
def test_a_client_that_says_nothing_more_is_let_go(sent: bytes, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in line_module, server_module:
        monkeypatch.setattr(module, "IDLE_SECONDS", 0.05)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(sent)

        assert client.recv(1) == b""


def test_a_refused_client_reads_why_although_it_still_sends(client: socket.socket) -> None:
    client.sendall(b"PUT / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n" + b"x" * 1_000_000)

    assert client.recv(12) == b"HTTP/1.1 501"


def test_what_is_no_tls_after_all_breaks_nothing(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(b"\x16nonsense, and enough of it")
        with suppress(ConnectionResetError):
            client.recv(100)  # an alert, or the end
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(b"GET / HTTP/1.1\r\n\r\n")

        assert _answer(client) == b"0"


def test_a_websocket_takes_and_sends_at_the_same_time(client: socket.socket) -> None:
    # Of both ends, since neither Python's client may be used by two threads.
    line = EncryptedLine(client) if isinstance(client, ssl.SSLSocket) else Line(client)
    line.be_patient()
    protocol = WSConnection(ConnectionType.CLIENT)
    messages = [f"{number}:{'x' * 50_000}" for number in range(100)]
    line.send(protocol.send(events.Request(host="chat", target="/")))
    received = _texts(line, protocol)
    assert next(received) == "accepted"

    def send_all() -> None:
        for message in messages:
            line.send(protocol.send(events.TextMessage(message)))

    sender = threading.Thread(target=send_all)
    sender.start()

    assert [next(received) for _ in messages] == messages
    sender.join()


def test_a_server_without_files_to_open_waits_instead_of_asking_again_and_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked, server = threading.Event(), ThreadedServer()

    def refuse(_listener: Any) -> Any:
        asked.set()
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(server_module, "PAUSE_SECONDS", 60)
    port = _free_port()
    server.register(Answering(), [HostAndPort("127.0.0.1", port)])
    monkeypatch.setattr(socket.socket, "accept", refuse)
    loop = threading.Thread(target=server.run)
    with caplog.at_level(logging.WARNING), socket.create_connection(("127.0.0.1", port)):
        loop.start()
        assert asked.wait(20)
        server.shutdown()
        loop.join()

    assert [record.message for record in caplog.records] == ["A connection could not be taken"]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _trusting() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _answer(client: socket.socket) -> bytes:
    response = http.client.HTTPResponse(client)
    response.begin()
    return response.read()


def _texts(line: Line, protocol: WSConnection) -> Iterator[str]:
    """The messages that come; before them, that the upgrade was accepted."""
    text = ""
    while content := line.receive():
        protocol.receive_data(content)
        for event in protocol.events():
            if isinstance(event, events.AcceptConnection):
                yield "accepted"
            elif isinstance(event, events.TextMessage):
                text += event.data
                if event.message_finished:
                    yield text
                    text = ""
