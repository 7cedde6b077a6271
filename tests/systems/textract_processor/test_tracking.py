"""The record's state machine."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.systems.textract_processor.world import ARRIVAL, ASKING, NOON
from textract_processor.domain.events import Upload
from textract_processor.domain.tracking import NEXT, Failure, Record, Status
from textract_processor.domain.transitions import analysed, completed, failed, queued, started
from textract_processor.domain.validation import Content

UPLOAD = Upload("bucket", "incoming/deed.pdf", "etag", "v1", NOON)
RANK = {status: rank for rank, status in enumerate(Status)}


def fresh() -> Record:
    return queued("proc-1", UPLOAD, Content(9, "abc"), ARRIVAL, timedelta(days=30))


def test_a_new_record_is_queued_and_expires_after_its_retention() -> None:
    record = fresh()
    assert record.status is Status.QUEUED
    assert record.ttl == int((NOON + timedelta(days=30)).timestamp())
    assert record.source == UPLOAD


def test_a_document_goes_through_every_status() -> None:
    record = started(fresh(), "job-1", NOON)
    record = analysed(record, "job-1", NOON + timedelta(seconds=30), 1, NOON)
    record = completed(record, {"v1Schema": "s3://b/k"}, (), ASKING, NOON + timedelta(seconds=31))
    assert record.status is Status.COMPLETED
    assert record.textract_started_at == "2026-01-31T12:00:00.000Z"
    assert record.textract_completed_at == "2026-01-31T12:00:30.000Z"
    assert record.completed_at == "2026-01-31T12:00:31.000Z"


def test_textracts_message_may_overtake_the_note_of_the_job() -> None:
    record = analysed(fresh(), "job-1", NOON, 1, NOON)
    assert record.textract_job_id == "job-1"
    assert record.textract_started_at == record.queued_at


def test_a_failure_keeps_its_reason() -> None:
    record = failed(fresh(), Failure("EmptyDocument", "the file is empty"), NOON)
    assert record.failure is not None
    assert (record.failure.code, record.failure.message) == ("EmptyDocument", "the file is empty")


def test_only_completed_and_failed_are_final() -> None:
    assert {status for status in Status if status.is_final} == {Status.COMPLETED, Status.FAILED}


@given(steps=st.lists(st.sampled_from(Status), max_size=8))
def test_no_sequence_of_steps_goes_back_or_leaves_a_final_status(steps: list[Status]) -> None:
    record = fresh()
    for step in steps:
        before = record.status
        if step in NEXT[before]:
            record = record.became(step)
            assert RANK[record.status] > RANK[before]
        else:
            with pytest.raises(ValueError, match="can't go"):
                record.became(step)
    assert not record.status.is_final or not NEXT[record.status]
