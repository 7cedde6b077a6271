from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from harness.submit.documents import Document
from harness.submit.hops import ACCEPTED, ANALYSED, ANSWERED, DELIVERED, FAILED, HOPS, READ, SAVED, STARTED, UPLOADED
from harness.submit.journey import Journey, Receipt
from harness.submit.record import TrackingRecord
from tests.unit.harness.submit.conftest import ETAG, START, RecordAt, after, make_record

STATUSES = ("QUEUED", "TEXTRACT_STARTED", "TEXTRACT_COMPLETED", "COMPLETED")


def test_each_hop_is_told_once_as_it_is_reached(journey: Journey, record_at: RecordAt) -> None:
    assert journey.reached == [UPLOADED]
    assert journey.advance([]) == []
    assert journey.advance([record_at("QUEUED")]) == [ACCEPTED]
    assert journey.advance([record_at("QUEUED")]) == []
    assert journey.advance([record_at("TEXTRACT_STARTED")]) == [STARTED]
    assert not journey.ended
    assert journey.advance([record_at("COMPLETED")]) == [ANALYSED, DELIVERED, READ, ANSWERED, SAVED]
    assert journey.ended


def test_timings_count_from_the_begin_of_the_upload(journey: Journey, record_at: RecordAt) -> None:
    journey.advance([record_at("COMPLETED")])

    assert journey.timings == {
        "uploaded": 40,
        "accepted": 100,
        "textractStarted": 200,
        "textractCompleted": 300,
        "completionReceived": 310,
        "analysisRead": 320,
        "modelAnswered": 390,
        "completed": 400,
    }


def test_a_hop_that_another_clock_puts_before_the_upload_takes_no_negative_time(
    journey: Journey, record_at: RecordAt
) -> None:
    journey.advance([record_at("QUEUED", queued=-250)])

    assert journey.timings["accepted"] == 0


def test_a_failure_ends_the_journey_with_the_pipelines_reason(journey: Journey, record_at: RecordAt) -> None:
    assert journey.advance([record_at("FAILED")]) == [ACCEPTED, FAILED]

    assert journey.ended
    assert journey.status == "FAILED"
    assert journey.reason == "EmptyFile: it has no bytes"
    assert journey.next_hop is None


def test_other_content_under_the_same_key_is_none_of_ours(journey: Journey, record_at: RecordAt) -> None:
    assert journey.advance([record_at("COMPLETED", etag="another")]) == []

    assert journey.status == "UPLOADED"


def test_content_that_was_done_before_is_a_duplicate_whose_old_hops_have_no_time(
    document: Document, receipt: Receipt, record_at: RecordAt
) -> None:
    journey = Journey(document)
    journey.depart(receipt, earlier=[record_at("COMPLETED", queued=-5000)])

    journey.advance([record_at("COMPLETED", queued=-5000)])

    assert journey.duplicate
    assert journey.ended
    assert journey.timings == {"uploaded": 40}


def test_a_run_that_had_failed_before_says_nothing_about_the_new_attempt(
    document: Document, receipt: Receipt, record_at: RecordAt
) -> None:
    failed = record_at("FAILED", run="proc-old", queued=-5000)
    journey = Journey(document)
    journey.depart(receipt, earlier=[failed])

    journey.advance([failed])
    assert not journey.ended
    journey.advance([failed, record_at("COMPLETED", run="proc-new")])

    assert journey.status == "COMPLETED"
    assert not journey.duplicate


def test_what_was_left_keeps_its_last_status(journey: Journey, record_at: RecordAt) -> None:
    journey.advance([record_at("TEXTRACT_STARTED")])

    journey.leave("no patience")

    assert journey.ended
    assert journey.status == "TEXTRACT_STARTED"
    assert journey.next_hop is ANALYSED


def test_a_document_that_never_reached_s3_has_failed_without_any_hop(document: Document) -> None:
    journey = Journey(document)

    journey.refuse("the disk is gone")

    assert journey.ended
    assert (journey.status, journey.reason, journey.reached) == ("FAILED", "the disk is gone", [])


readings = st.lists(st.lists(st.sampled_from([*STATUSES, "FAILED"]).map(make_record), max_size=3), max_size=8)


@given(readings)
def test_a_lagging_index_never_moves_a_journey_back(readings: list[list[TrackingRecord]]) -> None:
    journey = Journey(Document(Path("deed.pdf"), "incoming/deed.pdf"))
    journey.depart(Receipt(ETAG, START, after(40)))
    told = []

    for reading in readings:
        rank = journey.record.status.rank if journey.record else -1
        told += journey.advance(reading)
        assert (journey.record.status.rank if journey.record else -1) >= rank

    seen = [record.status.rank for reading in readings for record in reading]
    assert (journey.record.status.rank if journey.record else None) == max(seen, default=None)
    assert len(told) == len(set(told))
    assert all(hop in (*HOPS, FAILED) for hop in told)
