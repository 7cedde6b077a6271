"""A connection over a socket pair: what a client sends, what the application sees, what comes back."""

import http.client
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader, BytesIO
from typing import Any, Self, cast

import pytest

from harness.engine.plugins.server.connection import KEY, Connection, Service
from harness.engine.plugins.server.line import Line

Start = Callable[..., Any]
Environ = dict[str, Any]


class Answers(BufferedReader):
    """What comes back. `http.client` closes its reader after each answer, with what it has read of the next one."""

    def makefile(self, _mode: str) -> Self:
        """Be a socket to `http.client`."""
        return self

    def close(self) -> None:
        """Keep open what the next answer needs."""


class Client:
    """The other end of a connection that is being served."""

    def __init__(self, application: Callable[[Environ, Start], Iterable[bytes]]) -> None:
        self.socket, served = socket.socketpair()
        self.socket.settimeout(60)
        self._answers = Answers(socket.SocketIO(self.socket, "r"))
        connection = Connection(Line(served), ("10.0.0.1", 50000), Service(application, lambda environ: None), "http")
        self._thread = threading.Thread(target=connection.serve, daemon=True)
        self._thread.start()

    def send(self, *lines: str, body: bytes = b"") -> None:
        self.socket.sendall("".join(f"{line}\r\n" for line in [*lines, ""]).encode() + body)

    def answer(self, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
        response = http.client.HTTPResponse(cast(socket.socket, self._answers), method=method)
        response.begin()
        return response.status, dict(response.getheaders()), response.read()

    def everything(self) -> bytes:
        """What comes until the server closes the connection."""
        return b"".join(iter(lambda: self.socket.recv(65536), b""))

    def is_served(self) -> bool:
        self._thread.join(60)
        return self._thread.is_alive()


@pytest.fixture(autouse=True)
def without_tcp(monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket pair has neither delays to turn off nor an address."""
    monkeypatch.setattr(Line, "prepare", lambda self: ("127.0.0.1", 4566))


@contextmanager
def serving(application: Callable[[Environ, Start], Iterable[bytes]]) -> Iterator[Client]:
    client = Client(application)
    try:
        yield client
    finally:
        client.socket.close()
        assert not client.is_served()


def echo(environ: Environ, start: Start) -> Iterable[bytes]:
    """Answers with the request's body."""
    body = environ["wsgi.input"].read()
    start("200 OK", [("Content-Length", str(len(body))), ("x-amz-Case", environ["PATH_INFO"])])
    return [body]


def test_requests_of_one_connection_are_answered_one_after_the_other() -> None:
    with serving(echo) as client:
        for number in (b"1", b"22", b""):
            client.send("POST /%41%2Fb HTTP/1.1", "Host: h:1", f"Content-Length: {len(number)}", body=number)
            status, headers, body = client.answer()

            assert (status, body) == (200, number)
            assert headers["x-amz-Case"] == "/A/b"
            assert headers["Date"].endswith("GMT")


def test_requests_that_are_sent_in_one_go_are_answered_in_order() -> None:
    with serving(echo) as client:
        for number in b"1", b"2":
            client.send("POST / HTTP/1.1", "Content-Length: 1", body=number)

        assert [client.answer()[2], client.answer()[2]] == [b"1", b"2"]


def test_the_gateway_sees_the_request_as_it_was_written() -> None:
    seen: list[Environ] = []

    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        seen.append(environ)
        return echo(environ, start)

    with serving(application) as client:
        client.send(
            "GET /b/%C3%A4%2B?list-type=2&p=%2F HTTP/1.1", "Host: s3:4566", "X-Amz-A: 1", "x-amz-a:2", "A-b:  c "
        )
        client.answer()

    (environ,) = seen
    assert environ["RAW_URI"] == "/b/%C3%A4%2B?list-type=2&p=%2F"
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/b/ä+"
    assert environ["QUERY_STRING"] == "list-type=2&p=%2F"
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"]) == ("s3", "4566")
    assert (environ["REMOTE_ADDR"], environ["REMOTE_PORT"]) == ("10.0.0.1", "50000")
    assert (environ["HTTP_X_AMZ_A"], environ["HTTP_A_B"]) == ("1,2", "c")
    assert environ["rolo.headers"] == [(b"Host", b"s3:4566"), (b"X-Amz-A", b"1"), (b"x-amz-a", b"2"), (b"A-b", b"c")]


def test_bytes_that_would_be_spaces_in_latin_1_belong_to_names_and_values() -> None:
    seen: list[Environ] = []

    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        seen.append(environ)
        return echo(environ, start)

    with serving(application) as client:
        client.socket.sendall("GET /voilà HTTP/1.1\r\nx-amz-meta-title: voilà\r\n\r\n".encode())
        client.answer()

    (environ,) = seen
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/voilà"
    assert environ["HTTP_X_AMZ_META_TITLE"].encode("latin-1").decode() == "voilà"


def test_a_proxys_whole_address_is_a_path_too() -> None:
    with serving(echo) as client:
        client.send("GET http://sns.us-east-1.amazonaws.com/?Action=ListTopics HTTP/1.1")

        assert client.answer()[1]["x-amz-Case"] == "/"


@pytest.mark.parametrize("size", [0, 1, 70_000, 3_000_000])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_of_any_size_arrives(size: int, chunked: bool) -> None:
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    with serving(echo) as client:
        if chunked:
            pieces = BytesIO(content)
            body = b"".join(
                b"%X;ext=1\r\n%b\r\n" % (len(piece), piece) for piece in iter(lambda: pieces.read(9999), b"")
            )
            client.send("PUT / HTTP/1.1", "Transfer-Encoding: chunked", body=b"")
            sender = threading.Thread(target=client.socket.sendall, args=(body + b"0\r\nTrailer: t\r\n\r\n",))
        else:
            client.send("PUT / HTTP/1.1", f"Content-Length: {size}")
            sender = threading.Thread(target=client.socket.sendall, args=(content,))
        sender.start()

        assert client.answer()[2] == content
        sender.join()


def test_who_asks_before_sending_a_body_is_told_to_go_on() -> None:
    with serving(echo) as client:
        client.send("PUT / HTTP/1.1", "Expect: 100-continue", "Content-Length: 4")
        assert client.socket.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.socket.sendall(b"body")

        assert client.answer()[2] == b"body"


def stream(environ: Environ, start: Start) -> Iterable[bytes]:
    start("200 OK", [])
    return iter([b"one", b"", b"two"])


def test_a_stream_goes_out_in_chunks_and_the_connection_stays() -> None:
    with serving(stream) as client:
        for _ in range(2):
            client.send("GET / HTTP/1.1")
            _, headers, body = client.answer()

            assert (headers["Transfer-Encoding"], body) == ("chunked", b"onetwo")


def test_to_an_old_client_a_stream_ends_with_the_connection() -> None:
    with serving(stream) as client:
        client.send("GET / HTTP/1.0")

        assert client.everything().endswith(b"Connection: close\r\n\r\nonetwo")


@pytest.mark.parametrize(("method", "status"), [("HEAD", "200 OK"), ("GET", "304 Not Modified"), ("DELETE", "204 No")])
def test_an_answer_without_a_body_keeps_its_headers_and_the_connection(method: str, status: str) -> None:
    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        start(status, [("ETag", "e")])
        return []

    with serving(application) as client:
        for _ in range(2):
            client.send(f"{method} / HTTP/1.1")
            code, headers, _ = client.answer(method)

            assert (code, headers["ETag"]) == (int(status[:3]), "e")
            assert "Transfer-Encoding" not in headers


def test_the_body_of_an_answer_to_head_is_left_out() -> None:
    with serving(echo) as client:
        for _ in range(2):
            client.send("HEAD / HTTP/1.1", "Content-Length: 4", body=b"body")
            _, headers, _ = client.answer("HEAD")

            assert headers["Content-Length"] == "4"


def test_an_old_client_that_wants_more_is_told_that_it_may_ask() -> None:
    with serving(echo) as client:
        for _ in range(2):
            client.send("GET / HTTP/1.0", "Connection: Keep-Alive")

            assert client.answer()[1]["Connection"] == "keep-alive"


@pytest.mark.parametrize("lines", [("GET / HTTP/1.1", "Connection: close"), ("GET / HTTP/1.0",)])
def test_a_client_that_wants_no_more_is_let_go(lines: tuple[str, ...]) -> None:
    with serving(echo) as client:
        client.send(*lines)

        assert b"Connection: close\r\n" in client.everything()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/2\r\n\r\n", b"505"),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"431"),
        (b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 600, b"431"),
        (b"GET / HTTP/1.1\r\na: " + b"b" * 70_000, b"431"),
        (b"PUT / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"PUT / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", b"501"),
        (b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n", b"501"),
        (b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"400"),
        (b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", b"400"),
        (b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1_0\r\n", b"400"),
        (b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", b"400"),
    ],
)
def test_what_is_no_request_is_refused_and_the_connection_ends(sent: bytes, status: bytes) -> None:
    with serving(echo) as client:
        client.socket.sendall(sent)

        assert client.socket.recv(65536).startswith(b"HTTP/1.1 " + status)


@pytest.mark.parametrize(
    "sent", [b"GET / HT", b"GET / HTTP/1.1\r\nHost", b"PUT / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc"]
)
def test_a_client_that_goes_in_the_middle_reaches_nobody(sent: bytes) -> None:
    reached: list[Environ] = []

    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        reached.append(environ)
        return echo(environ, start)

    with serving(application) as client:
        client.socket.sendall(sent)

    assert not reached


def test_an_answer_is_closed_also_when_nobody_hears_it() -> None:
    closed = threading.Event()

    class Endless:
        def __iter__(self) -> Iterator[bytes]:
            while True:
                yield b"x" * 65536

        def close(self) -> None:
            closed.set()

    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        start("200 OK", [])
        return Endless()

    with serving(application) as client:
        client.send("GET / HTTP/1.1")

    assert closed.wait(60)


def test_a_connection_that_is_closed_in_an_answer_breaks_off_after_what_was_written() -> None:
    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        start("200 OK", [("Content-Length", "100")])
        yield b"half"
        environ[KEY].close()

    with serving(application) as client:
        client.send("GET / HTTP/1.1")

        assert client.everything().endswith(b"\r\n\r\nhalf")


def test_a_connection_that_is_reset_answers_nothing() -> None:
    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        environ[KEY].reset()
        return echo(environ, start)

    with serving(application) as client:
        client.send("GET / HTTP/1.1")

        assert client.everything() == b""


def test_a_connection_that_is_cut_short_says_why_and_loses_the_answer() -> None:
    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        environ[KEY].cut_short("408 Request Timeout", "X-Over", "ReadTimeout")
        return echo(environ, start)

    with serving(application) as client:
        client.send("GET / HTTP/1.1")

        status, headers, body = client.answer()
        assert (status, body) == (408, b"")
        assert "X-Over" in headers
        assert client.everything() == b""


def test_an_application_that_breaks_is_an_error_500() -> None:
    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        raise RuntimeError("a bug")

    with serving(application) as client:
        client.send("GET / HTTP/1.1")

        assert client.everything().startswith(b"HTTP/1.1 500 ")


def test_an_application_that_breaks_before_its_first_bytes_is_an_error_500() -> None:
    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        start("200 OK", [("Content-Length", "100")])
        yield b""
        raise RuntimeError("a bug")

    with serving(application) as client:
        client.send("GET / HTTP/1.1")

        assert client.everything().startswith(b"HTTP/1.1 500 ")


def test_an_answer_that_breaks_in_the_middle_does_not_look_whole() -> None:
    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        start("200 OK", [])
        yield b"half"
        raise RuntimeError("a bug")

    with serving(application) as client:
        client.send("GET / HTTP/1.1")

        with pytest.raises(http.client.IncompleteRead, match="4 bytes read"):
            client.answer()
