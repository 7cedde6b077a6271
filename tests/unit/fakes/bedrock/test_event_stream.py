from typing import Any

from botocore.eventstream import EventStreamBuffer
from hypothesis import given
from hypothesis import strategies as st

from fakes.bedrock.event_stream import encode, frame


def decode(data: bytes) -> Any:
    """Read one message as botocore does, which checks both checksums."""
    buffer: Any = EventStreamBuffer()
    buffer.add_data(data)
    return next(buffer)


@given(st.dictionaries(st.text("abc:-", min_size=1, max_size=20), st.text(max_size=50)), st.binary(max_size=500))
def test_every_message_is_read_back(headers: dict[str, str], payload: bytes) -> None:
    message = decode(frame(headers, payload))

    assert (message.headers, message.payload) == (headers, payload)


def test_an_event_is_named_and_its_bytes_are_base64() -> None:
    [data] = encode([{"chunk": {"bytes": b"Hi"}}])

    message = decode(data)

    assert message.headers == {
        ":event-type": "chunk",
        ":content-type": "application/json",
        ":message-type": "event",
    }
    assert message.payload == b'{"bytes": "SGk="}'
