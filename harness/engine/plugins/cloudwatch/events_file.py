"""The events of a log stream, in a file."""

import marshal
import struct
import weakref
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Self
from uuid import uuid4

from moto.logs.models import LogEvent

_SIZE = struct.Struct("<I")
"""Before each batch of events: how many bytes it has."""


class StoredEvent(LogEvent):
    """moto's event, with the number that it got when it was new.

    Args:
        event_id: that number.
        ingestion_time: when it came, in milliseconds since the epoch.
        timestamp: when it happened, likewise.
        message: what it says.
    """

    def __init__(self, event_id: int, ingestion_time: int, timestamp: int, message: str) -> None:
        self.event_id = event_id
        self.ingestion_time = ingestion_time
        self.timestamp = timestamp
        self.message = message


class EventsFile:
    """What moto uses of a list of events. The file is open only while it is used, and gone when nobody uses this.

    Args:
        folder: where the file goes; it must exist.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / uuid4().hex
        self._lock = Lock()
        self._bytes = 0
        weakref.finalize(self, partial(self._path.unlink, missing_ok=True)).atexit = False

    def __iadd__(self, events: Iterable[Any]) -> Self:
        """Append events."""
        rows = [(event.event_id, event.ingestion_time, event.timestamp, event.message) for event in events]
        if rows:
            batch = marshal.dumps(rows)
            with self._lock, self._path.open("ab") as file:
                self._bytes += file.write(_SIZE.pack(len(batch)) + batch)
        return self

    def __iter__(self) -> Iterator[StoredEvent]:
        """The events so far, in the order in which they came."""
        end = self._bytes
        if not end:
            return
        with self._path.open("rb") as file:
            while file.tell() < end:
                (size,) = _SIZE.unpack(file.read(_SIZE.size))
                for row in marshal.loads(file.read(size)):
                    yield StoredEvent(*row)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._bytes)

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        """LocalStack copies whole log groups, only to add up the sizes of their streams."""
        return self
