"""As many readers as may work at the same time."""

from pathlib import Path
from threading import Condition

from fakes.textract.formats import Format, sniff_file
from fakes.textract.reading.messages import Answer, ReadRequest
from fakes.textract.reading.reader import Reader


class Readers:
    """Lends readers to threads.

    The first readers get the scans, since what scans need takes long to load and much memory; the last ones get the
    PDFs. When only another one is idle, it will do.

    Args:
        count: how many processes.
        cache_folder: where readings are kept.
        page_timeout: seconds of silence after which a process counts as hung.
    """

    def __init__(self, count: int, cache_folder: Path, page_timeout: float) -> None:
        self._all = [Reader(cache_folder, page_timeout) for _ in range(count)]
        self._idle = list(range(count))
        self._changed = Condition()

    def warm_up(self) -> None:
        """Have the reader that gets the first scan load what it needs, in the background."""
        if self._all:
            self._all[0].warm_up()

    def read(self, request: ReadRequest) -> Answer:
        """Read a document as soon as a reader is free."""
        number = self._take(sniff_file(request.document) is not Format.PDF)
        try:
            return self._all[number].read(request)
        finally:
            self._give_back(number)

    def close(self) -> None:
        """End all processes."""
        for reader in self._all:
            reader.close()

    def _take(self, is_scan: bool) -> int:
        with self._changed:
            self._changed.wait_for(lambda: self._idle)
            number = min(self._idle) if is_scan else max(self._idle)
            self._idle.remove(number)
            return number

    def _give_back(self, number: int) -> None:
        with self._changed:
            self._idle.append(number)
            self._changed.notify()
