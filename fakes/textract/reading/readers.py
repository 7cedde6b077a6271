"""As many readers as may work at the same time."""

from pathlib import Path
from queue import LifoQueue

from fakes.textract.reading.messages import Answer, ReadRequest
from fakes.textract.reading.reader import Reader


class Readers:
    """Lends readers to threads; the one used last goes first, since it is the warmest.

    Args:
        count: how many processes.
        cache_folder: where readings are kept.
        page_timeout: seconds of silence after which a process counts as hung.
    """

    def __init__(self, count: int, cache_folder: Path, page_timeout: float) -> None:
        self._all = [Reader(cache_folder, page_timeout) for _ in range(count)]
        self._idle: LifoQueue[Reader] = LifoQueue()
        for reader in self._all:
            self._idle.put(reader)

    def read(self, request: ReadRequest) -> Answer:
        """Read a document as soon as a reader is free."""
        reader = self._idle.get()
        try:
            return reader.read(request)
        finally:
            self._idle.put(reader)

    def close(self) -> None:
        """End all processes."""
        for reader in self._all:
            reader.close()
