"""What a system keeps of its work, as invariants and explanations need to know it. Each system has one of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from harness.scenario.world import Upload


@dataclass(frozen=True)
class Piece:
    """One piece of work that the system has a record of.

    Attributes:
        id: names it.
        subject: what it is about, e.g. an S3 key.
        content: tells apart pieces about different contents of one subject, e.g. an ETag.
        status: where it is.
        rank: the place of that status in the order in which work goes.
        is_final: whether it is over.
    """

    id: str
    subject: str
    content: str
    status: str
    rank: int
    is_final: bool


@dataclass(frozen=True)
class Stop:
    """Where an upload has stopped.

    Attributes:
        subject: the upload's key.
        status: where it is.
        hop: what should have come next.
    """

    subject: str
    status: str
    hop: str


class Ledger(Protocol):
    """What one system keeps. Before the system is deployed, it keeps nothing."""

    def takes(self, upload: Upload) -> bool:
        """Whether the system is to work on an upload."""

    def pieces(self) -> list[Piece]:
        """All work that there is a record of, in an order that doesn't change."""

    def doubles(self) -> list[str]:
        """Sentences about side effects that were had more than once, or that belong to no work."""

    def stops(self, uploads: Sequence[Upload]) -> list[Stop]:
        """Where each upload that isn't over has stopped."""
