"""Watching records in the background."""

from collections.abc import Iterator
from threading import Event

import pytest

from harness.scenario.history import History, Watch
from harness.submit.record import Status, TrackingRecord


def record(status: Status) -> TrackingRecord:
    fields = {
        "processingId": "proc-0",
        "s3Key": "a",
        "s3ETag": "1",
        "status": status,
        "queuedAt": "2026-01-01T00:00:00Z",
    }
    return TrackingRecord.model_validate(fields)


def test_only_changes_are_noted() -> None:
    history = History()

    for status in (Status.QUEUED, Status.QUEUED, Status.FAILED, Status.QUEUED):
        history.note([record(status)])

    assert history.statuses == {"proc-0": [Status.QUEUED, Status.FAILED, Status.QUEUED]}


def test_what_changes_during_the_block_and_until_the_glance_is_seen() -> None:
    seen_started = Event()
    statuses: Iterator[Status] = iter([Status.QUEUED, Status.TEXTRACT_STARTED])

    def look() -> list[TrackingRecord]:
        status = next(statuses, Status.COMPLETED)
        if status is Status.COMPLETED:
            seen_started.set()
        return [record(status)]

    with Watch(look) as watch:
        assert seen_started.wait(30)

    assert watch.glance().statuses["proc-0"] == [Status.QUEUED, Status.TEXTRACT_STARTED, Status.COMPLETED]


def test_a_watch_that_could_not_look_says_so() -> None:
    looked = Event()

    def fail() -> list[TrackingRecord]:
        looked.set()
        raise OSError("blind")

    with Watch(fail) as watch:
        assert looked.wait(30)

    with pytest.raises(OSError, match="blind"):
        watch.glance()
