"""Watching the records of a run from its begin to its end."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from types import TracebackType
from typing import Final, Self

from harness.scenario.ledger import Piece

GLANCE_SECONDS: Final = 0.2
"""How often records are looked at. Nobody announces a change: the table has no stream."""

REST: Final = 9
"""How many times as long as it has looked a watch rests: reading thousands of records keeps an engine from its work."""

Pieces = Callable[[], list[Piece]]
"""All work that there is a record of."""


@dataclass
class History:
    """How each piece of work was seen, one status after the other, by its id."""

    pieces: dict[str, list[Piece]] = field(default_factory=dict)

    def note(self, pieces: list[Piece]) -> None:
        """Take in what the records say now."""
        for piece in pieces:
            seen = self.pieces.setdefault(piece.id, [])
            if not seen or seen[-1].status != piece.status:
                seen.append(piece)


class Watch:
    """Keeps a history in the background while its block lasts.

    Args:
        pieces: reads the records; an error ends the watch, and the next glance raises it.
    """

    def __init__(self, pieces: Pieces) -> None:
        self.history = History()
        self._pieces = pieces
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
        self.history.note(self._pieces())
        return self.history

    def _look(self) -> None:
        try:
            rest = GLANCE_SECONDS
            while not self._over.wait(rest):
                began = time.monotonic()
                self.history.note(self._pieces())
                rest = max(GLANCE_SECONDS, REST * (time.monotonic() - began))
        except Exception as error:
            self._error = error
