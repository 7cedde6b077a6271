import socket
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.engine.plugins.lambda_runtime import wire
from harness.engine.plugins.lambda_runtime.messages import Born, Exited, Invocation, Message, Ready, Response, Start

TEXT = st.text()
MESSAGES: st.SearchStrategy[Message] = st.one_of(
    st.builds(Start),
    st.builds(Invocation),
    st.builds(Response),
    st.builds(Born, st.integers()),
    st.builds(Exited, st.integers()),
    st.builds(Ready, st.integers()),
)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, other = socket.socketpair()
    with one, other:
        yield one, other


@given(sent=st.lists(MESSAGES, max_size=5))
def test_messages_arrive_as_they_were_sent_and_in_order(sent: list[Message]) -> None:
    one, other = socket.socketpair()
    with one, other:
        for message in sent:
            wire.send(one, message)

        assert [wire.receive(other) for _ in sent] == sent


def test_a_body_larger_than_the_sockets_buffer_arrives(ends: tuple[socket.socket, socket.socket]) -> None:
    one, other = ends
    large = Response(peak_kb=1, body=b"x" * 10_000_000)
    sender = threading.Thread(target=wire.send, args=(one, large))
    sender.start()

    assert wire.receive(other) == large
    sender.join()


def test_the_end_of_the_other_side_is_an_end_of_file(ends: tuple[socket.socket, socket.socket]) -> None:
    one, other = ends
    one.sendall(b"\x05\x00")
    one.close()

    with pytest.raises(EOFError):
        wire.receive(other)
