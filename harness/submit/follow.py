"""Submitting documents: each is uploaded, then followed until it ends, all at the same time."""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from harness.errors import HarnessError
from harness.submit.documents import CONTENT_TYPES, Document
from harness.submit.hops import UPLOADED, Hop
from harness.submit.journey import Journey, Receipt
from harness.submit.record import TrackingRecord

POLL_SECONDS: Final = 0.1
"""How often the table is asked. DynamoDB tells clients nothing by itself."""

PARALLEL: Final = 8
"""Uploads, and questions to the table, that are under way at once."""

LEFT_UNTIL_LATER: Final = "not waited for"


Upload = Callable[[Document], Receipt]
"""Puts a file into the bucket; raises `HarnessError` when it can't."""

RecordsOf = Callable[[str], list[TrackingRecord]]
"""What the tracking table says about an S3 key."""

Watcher = Callable[[Journey, Hop], None]
"""Is told of every hop as it is reached, also from other threads."""


@dataclass(frozen=True)
class Follower:
    """Sends documents on their way and watches them.

    Attributes:
        upload: puts a file into the bucket.
        records_of: reads the tracking table.
        watcher: is told of every hop.
        timeout: seconds after its upload until a document is given up; 0 doesn't wait at all.
        pause: called between two rounds of questions to the table.
    """

    upload: Upload
    records_of: RecordsOf
    watcher: Watcher
    timeout: float
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[], None] = lambda: time.sleep(POLL_SECONDS)

    def follow(self, journeys: Sequence[Journey]) -> bool:
        """Upload and follow until every journey has ended; `journeys` tell how.

        Returns:
            False when Ctrl-C ended it before.
        """
        pool = ThreadPoolExecutor(PARALLEL, thread_name_prefix="submit")
        try:
            self._run(pool, journeys)
        except KeyboardInterrupt:
            for journey in _open(journeys):
                journey.leave("interrupted by Ctrl-C")
            return False
        finally:
            pool.shutdown(cancel_futures=True)
        return True

    def _run(self, pool: ThreadPoolExecutor, journeys: Sequence[Journey]) -> None:
        uploads = {pool.submit(self._send, journey): journey for journey in journeys if _accepted(journey)}
        deadlines: dict[Journey, float] = {}
        while uploads or _open(journeys):
            for journey in _take_finished(uploads):
                deadlines[journey] = self.clock() + self.timeout
            self._ask(pool, _open(deadlines))
            self._give_up(deadlines)
            if _open(journeys):
                self.pause()

    def _send(self, journey: Journey) -> None:
        try:
            earlier = self.records_of(journey.document.key)
            journey.depart(self.upload(journey.document), earlier)
        except HarnessError as error:
            journey.refuse(error.message)
        else:
            self.watcher(journey, UPLOADED)

    def _ask(self, pool: ThreadPoolExecutor, journeys: Sequence[Journey]) -> None:
        keys = [journey.document.key for journey in journeys]
        for journey, records in zip(journeys, pool.map(self.records_of, keys), strict=True):
            for hop in journey.advance(records):
                self.watcher(journey, hop)

    def _give_up(self, deadlines: dict[Journey, float]) -> None:
        now = self.clock()
        for journey in _open(deadlines):
            if now >= deadlines[journey]:
                journey.leave(self._why(journey))

    def _why(self, journey: Journey) -> str:
        if not self.timeout or journey.next_hop is None:
            return LEFT_UNTIL_LATER
        return f"still {journey.status} after {self.timeout:g} s; next hop: {journey.next_hop.via}"


def _accepted(journey: Journey) -> bool:
    """Refuse here what the pipeline would ignore: its bucket would keep the file, and nothing would ever happen."""
    if journey.document.content_type is None:
        journey.refuse(f"the pipeline ignores files that aren't named {', '.join(CONTENT_TYPES)}")
        return False
    return True


def _take_finished(uploads: dict[Future[None], Journey]) -> list[Journey]:
    finished = [future for future in uploads if future.done()]
    for future in finished:
        future.result()  # raises what `_send` doesn't expect
    return [uploads.pop(future) for future in finished]


def _open(journeys: Iterable[Journey]) -> list[Journey]:
    return [journey for journey in journeys if not journey.ended]
