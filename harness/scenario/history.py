"""Watching the records of a run from its begin to its end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from types import TracebackType
from typing import Final, Self

from harness.submit.record import Status, TrackingRecord

GLANCE_SECONDS: Final = 0.2
"""How often records are looked at. Nobody announces a change: the table has no stream."""

Records = Callable[[], list[TrackingRecord]]
"""All records there are."""


@dataclass
class History:
    """The statuses that each run was seen in, one after the other, by its processing id."""

    statuses: dict[str, list[Status]] = field(default_factory=dict)

    def note(self, records: list[TrackingRecord]) -> None:
        """Take in what the records say now."""
        for record in records:
            seen = self.statuses.setdefault(record.processing_id, [])
            if not seen or seen[-1] is not record.status:
                seen.append(record.status)


class Watch:
    """Keeps a history in the background while its block lasts.

    Args:
        records: reads the records; an error ends the watch, and the next glance raises it.
    """

    def __init__(self, records: Records) -> None:
        self.history = History()
        self._records = records
        self._over = Event()
        self._error: Exception | None = None
        self._thread = Thread(target=self._look, name="watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def glance(self) -> History:
        """Look once more, when the block is over, and return the whole history.

        Raises:
            Exception: whatever ended the watch: what happened since then hasn't been seen.
        """
        if self._error:
            raise self._error
        self.history.note(self._records())
        return self.history

    def _look(self) -> None:
        try:
            while not self._over.wait(GLANCE_SECONDS):
                self.history.note(self._records())
        except Exception as error:
            self._error = error
