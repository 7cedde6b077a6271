"""The books of a run: every document that was uploaded is somewhere, once, and for a reason.

    documents = completed + refused + failed + still queued

where bad documents are refused and sound ones fail, both with a reason, and whatever is still queued is held by a
queue, a job of Textract or a function that is at work. Repeated uploads are counted, but they are no documents.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

from harness.load.rows import Document
from harness.submit.record import Status

NAMED_AT_MOST: Final = 10
"""Keys in one sentence; documents.csv has them all."""


class Books(BaseModel):
    """What became of a run's documents.

    Attributes:
        uploads: how many S3 took.
        duplicates: how many of these repeated an earlier one.
        documents: how many different ones there were.
        completed: sound documents that came out.
        refused: bad documents that failed with a reason, as they should.
        failed: sound documents that failed with a reason.
        queued: documents that something still holds.
        held: what holds documents, by name, and how many at most.
        interrupted: whether nobody waited for the rest.
        breaches: why the books don't balance; none if they do.
    """

    model_config = ConfigDict(frozen=True)

    uploads: int
    duplicates: int
    documents: int
    completed: int
    refused: int
    failed: int
    queued: int
    held: dict[str, int]
    interrupted: bool = False
    breaches: tuple[str, ...] = ()

    @property
    def balanced(self) -> bool:
        """Whether every document is accounted for."""
        return not self.breaches

    @property
    def sentence(self) -> str:
        """The sum in words."""
        parts = [
            f"{self.completed} completed",
            f"{self.refused} refused with a reason",
            f"{self.failed} failed with a reason",
            f"{self.queued} still queued",
        ]
        repeated = f" ({self.duplicates} of {self.uploads} uploads were repetitions)" if self.duplicates else ""
        return f"{self.documents} documents = {' + '.join(parts)}{repeated}"


def balance(documents: Sequence[Document], held: dict[str, int], *, interrupted: bool = False) -> Books:
    """Balance the books.

    Args:
        documents: that S3 took, or that arrived although it said no.
        held: how many documents each queue, service or function may hold at this moment, by name.
        interrupted: nobody waited for the rest.
    """
    lasting = [document for document in documents if document.open]
    completed = [document for document in documents if _is(document, Status.COMPLETED)]
    failed = [document for document in documents if _is(document, Status.FAILED)]
    return Books(
        uploads=sum(document.uploads for document in documents),
        duplicates=sum(max(0, document.uploads - 1) for document in documents),
        documents=len(documents),
        completed=len([document for document in completed if not document.bad]),
        refused=len([document for document in failed if document.bad]),
        failed=len([document for document in failed if not document.bad]),
        queued=len(lasting),
        held={name: count for name, count in held.items() if count},
        interrupted=interrupted,
        breaches=tuple(_breaches(lasting, completed, failed, held)),
    )


def _breaches(
    lasting: Sequence[Document], completed: Sequence[Document], failed: Sequence[Document], held: dict[str, int]
) -> list[str]:
    return [
        *_breach("neither ended nor held by any queue", _lost(lasting, held)),
        *_breach("failed without a reason", (each for each in failed if not each.reason)),
        *_breach("completed without a result", (each for each in completed if not each.runs)),
        *_breach("processed more than once", (each for each in completed if len(each.runs.split()) > 1)),
        *_breach("bad, and completed nevertheless", (each for each in completed if each.bad)),
    ]


def _lost(lasting: Sequence[Document], held: dict[str, int]) -> Sequence[Document]:
    """Those that haven't ended, if there are more of them than could be anywhere: which of them it is can't be seen."""
    return lasting if len(lasting) > sum(held.values()) else ()


def _breach(what: str, documents: Iterable[Document]) -> list[str]:
    keys = [f"{document.key} ({document.status or 'no record'})" for document in documents]
    if not keys:
        return []
    more = f" and {len(keys) - NAMED_AT_MOST} more" if len(keys) > NAMED_AT_MOST else ""
    return [f"{len(keys)} {what}: {', '.join(keys[:NAMED_AT_MOST])}{more}"]


def _is(document: Document, status: Status) -> bool:
    return document.status == status and not document.open
