"""Answers that arrive slowly, wrong, or in part."""

from collections.abc import Iterator
from random import Random
from threading import Event
from typing import Any

from fakes.behaviours.effects import Corrupt, Truncate
from fakes.behaviours.spoiling import spoil_bytes
from harness.engine.plugins.server.connection import Connection

PIECES_PER_SECOND = 10
"""How finely a slow body is cut."""


def spoil(answer: Any, effect: Corrupt | Truncate, dice: Random, connection: Connection | None) -> None:
    """Damage an answer's body; its headers still describe the whole one, as they do when a line breaks.

    Args:
        answer: LocalStack's `Response`.
        effect: what damage.
        dice: for where it is.
        connection: on which the answer goes; None for one of the engine's own services.
    """
    content = answer.get_data()
    spoilt = spoil_bytes(content, effect, dice)
    answer.set_response(_cut_off(spoilt, connection) if len(spoilt) < len(content) else [spoilt])
    answer.headers["Content-Length"] = str(len(content))


def resize(answer: Any, size: int, connection: Connection | None) -> None:
    """Have an answer tell of another size than its body has."""
    content = answer.get_data()
    answer.set_response(_cut_off(content, connection) if 0 < len(content) < size else [content[:size]])
    answer.headers["Content-Length"] = str(size)


def slow_down(answer: Any, bytes_per_second: int, ended: Event) -> None:
    """Have a body trickle until it is through, or until `ended` lets the rest go at once."""
    content = answer.get_data()
    answer.set_response(_trickle(content, bytes_per_second, ended))
    answer.headers["Content-Length"] = str(len(content))


def _cut_off(content: bytes, connection: Connection | None) -> Iterator[bytes]:
    yield content
    if connection is not None:
        connection.close()


def _trickle(content: bytes, bytes_per_second: int, ended: Event) -> Iterator[bytes]:
    size = max(1, bytes_per_second // PIECES_PER_SECOND)
    for start in range(0, len(content), size):
        piece = content[start : start + size]
        ended.wait(len(piece) / bytes_per_second)
        yield piece
