"""Where documents wait until Textract takes more jobs."""

from dataclasses import dataclass
from typing import Protocol

from textract_processor.domain.tracking import Record


@dataclass(frozen=True)
class Waiting:
    """A document that a dispatcher has in hand; `receive_count` tells how often that came, this time included."""

    processing_id: str
    s3_key: str
    message_id: str
    receipt: str
    receive_count: int


class Backlog(Protocol):
    """A queue in which the document that came first is served first, by one dispatcher at a time."""

    def put(self, record: Record) -> None:
        """Let a document wait at the end; put twice within five minutes it waits once."""

    def depth(self) -> int:
        """About how many wait, the one in a dispatcher's hand included."""

    def head(self) -> Waiting | None:
        """Take the document in hand that waits longest; none while another dispatcher has it in hand.

        Raises:
            MalformedEventError: what waits there is no document.
        """

    def release(self, waiting: Waiting) -> None:
        """Give a document back: nothing is wrong with it, it has to wait longer."""

    def remove(self, waiting: Waiting) -> None:
        """The document waits no more."""


class WakeUp(Protocol):
    """Has the backlog served though no job ends."""

    def soon(self) -> None:
        """Wake a dispatcher in a moment."""
