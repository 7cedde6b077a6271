"""Where documents wait until Textract takes more jobs."""

from dataclasses import dataclass
from typing import Protocol

from textract_processor.domain.tracking import Record


@dataclass(frozen=True)
class Waiting:
    """A document that a dispatcher has in hand.

    `receive_count` tells how often its message was taken, this time included. A document that is `aside` waits by
    itself, since it couldn't be started; `failures` tells how often, not counting what became of this message.
    """

    processing_id: str
    s3_key: str
    message_id: str
    receipt: str
    receive_count: int
    aside: bool = False
    failures: int = 0

    @property
    def tries(self) -> int:
        """How often the document was to be started, this time included."""
        return self.failures + (self.receive_count if self.aside else 1)


class Backlog(Protocol):
    """A queue in which the document that came first is served first, by one dispatcher at a time.

    Whatever can't be started leaves the queue and waits aside, where it holds up no other.
    """

    def put(self, record: Record) -> None:
        """Let a document wait at the end; put twice within five minutes it waits once."""

    def depth(self) -> int:
        """About how many wait, the one in a dispatcher's hand included."""

    def head(self) -> Waiting | None:
        """Take a document in hand: that of the queue which waits longest, unless another dispatcher has it in hand,
        or one that waits aside and is due.

        Raises:
            MalformedEventError: it is no document; it has been put aside.
        """

    def release(self, waiting: Waiting) -> None:
        """Give a document back: nothing is wrong with it, it has to wait longer."""

    def put_aside(self, waiting: Waiting) -> None:
        """The document couldn't be started: let it wait by itself, the longer the more often that was tried, until it
        was tried too often and is a dead letter."""

    def remove(self, waiting: Waiting) -> None:
        """The document waits no more."""


class WakeUp(Protocol):
    """Has the backlog served though no job ends."""

    def soon(self) -> None:
        """Wake a dispatcher in a moment."""
