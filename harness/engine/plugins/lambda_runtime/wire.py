"""Framing: each message is its two lengths, a JSON header and a raw body. Standard library only."""

import json
import socket
import struct
from dataclasses import fields

from harness.engine.plugins.lambda_runtime.messages import TYPES, Message

_LENGTHS = struct.Struct("<II")


def send(connection: socket.socket, message: Message) -> None:
    """Write one message.

    Raises:
        OSError: nobody reads any more.
    """
    content = {field.name: getattr(message, field.name) for field in fields(message)}
    body = content.pop("body", b"")
    header = json.dumps({"kind": type(message).__name__, **content}).encode()
    connection.sendall(_LENGTHS.pack(len(header), len(body)) + header + body)


def receive(connection: socket.socket) -> Message:
    """Read one message.

    Raises:
        EOFError: the other side is gone.
        TimeoutError: the connection's timeout passed.
    """
    header_length, body_length = _LENGTHS.unpack(_read(connection, _LENGTHS.size))
    content = json.loads(_read(connection, header_length))
    kind = TYPES[content.pop("kind")]
    body = _read(connection, body_length)
    if any(field.name == "body" for field in fields(kind)):
        content["body"] = body
    return kind(**content)


def _read(connection: socket.socket, length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        try:
            chunk = connection.recv(length - len(data))
        except ConnectionError:
            chunk = b""
        if not chunk:
            raise EOFError("the other side closed the connection")
        data += chunk
    return bytes(data)
