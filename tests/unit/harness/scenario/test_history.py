"""Watching records in the background."""

from collections.abc import Iterator
from threading import Event

import pytest

from harness.scenario.history import History, Watch
from harness.scenario.ledger import Piece
from harness.submit.record import Status


def piece(status: Status) -> Piece:
    return Piece("proc-0", "a", "1", status, status.rank, status.is_final)


def states(history: History) -> list[str]:
    return [piece.status for piece in history.pieces["proc-0"]]


def test_only_changes_are_noted() -> None:
    history = History()

    for status in (Status.QUEUED, Status.QUEUED, Status.FAILED, Status.QUEUED):
        history.note([piece(status)])

    assert states(history) == [Status.QUEUED, Status.FAILED, Status.QUEUED]


def test_what_changes_during_the_block_and_until_the_glance_is_seen() -> None:
    seen_started = Event()
    statuses: Iterator[Status] = iter([Status.QUEUED, Status.TEXTRACT_STARTED])

    def look() -> list[Piece]:
        status = next(statuses, Status.COMPLETED)
        if status is Status.COMPLETED:
            seen_started.set()
        return [piece(status)]

    with Watch(look) as watch:
        assert seen_started.wait(30)

    assert states(watch.glance()) == [Status.QUEUED, Status.TEXTRACT_STARTED, Status.COMPLETED]


def test_a_watch_that_could_not_look_says_so() -> None:
    looked = Event()

    def fail() -> list[Piece]:
        looked.set()
        raise OSError("blind")

    with Watch(fail) as watch:
        assert looked.wait(30)

    with pytest.raises(OSError, match="blind"):
        watch.glance()
