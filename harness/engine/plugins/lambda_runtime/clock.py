"""Time and waiting: the only place of this package that knows either, so that a virtual clock can take over here."""

import math
import select
import socket
import time
from collections.abc import Sequence
from datetime import UTC, datetime


def monotonic() -> float:
    """Seconds that never run backwards."""
    return time.monotonic()


def epoch_ms() -> int:
    """Milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


def timestamp() -> str:
    """Now as Lambda writes it: UTC, ISO 8601 with milliseconds."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z"


def wait_readable(connections: Sequence[socket.socket], seconds: float) -> list[socket.socket]:
    """The connections that have something to read, as soon as there is one, at the latest after `seconds`."""
    poll = select.poll()
    for connection in connections:
        poll.register(connection, select.POLLIN)
    # Rounded up: rounding down would make the last millisecond a busy loop.
    ready = {descriptor for descriptor, _ in poll.poll(math.ceil(max(0.0, seconds) * 1000))}
    return [connection for connection in connections if connection.fileno() in ready]
