"""AWS's binary event streams, as Bedrock's services send them.

LocalStack's own serializer begins with an `initial-response`, which these services don't send, and leaves the content
type of events out.
"""

import base64
import json
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from botocore.model import OperationModel, StructureShape
from localstack.http import Response

CONTENT_TYPE = "application/vnd.amazon.eventstream"
_STRING = 7


def to_response(model: OperationModel, result: Mapping[str, Any]) -> Response:
    """Send an operation's result: headers from its members, events from its iterator.

    Args:
        model: the operation's.
        result: members by name; the one that is an event stream is an iterator of events, each of which is an object
            with one member, the event's name.
    """
    shape = model.output_shape
    headers, events = {"Content-Type": CONTENT_TYPE}, iter(())
    for name, member in (shape.members if isinstance(shape, StructureShape) else {}).items():
        if member.serialization.get("eventstream"):
            events = result[name]
        elif name in result:
            headers[member.serialization["name"]] = result[name]
    return Response(encode(events), headers=headers)


def encode(events: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Write events as messages; bytes in them become base64."""
    for event in events:
        [(name, content)] = event.items()
        headers = {":event-type": name, ":content-type": "application/json", ":message-type": "event"}
        yield frame(headers, json.dumps(content, default=_text_of_bytes).encode())


def frame(headers: Mapping[str, str], payload: bytes) -> bytes:
    """Write one message: lengths and their checksum, headers, payload, and the checksum of it all."""
    written = b"".join(map(_header, headers, headers.values()))
    prelude = struct.pack("!II", 16 + len(written) + len(payload), len(written))
    message = prelude + struct.pack("!I", zlib.crc32(prelude)) + written + payload
    return message + struct.pack("!I", zlib.crc32(message))


def _header(name: str, value: str) -> bytes:
    text = value.encode()
    return struct.pack("!B", len(name)) + name.encode() + struct.pack("!BH", _STRING, len(text)) + text


def _text_of_bytes(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} has no JSON form")
