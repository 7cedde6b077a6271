"""What runs of textract_processor leave behind once, and what counts as twice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from harness.scenario.systems.textract_processor.doubles import Effects
from harness.submit.record import Status, TrackingRecord


def run(number: int, status: Status, outputs: Mapping[str, str] = {}) -> TrackingRecord:
    return TrackingRecord(
        processing_id=f"proc-{number}",
        s3_key=f"incoming/{number}.pdf",
        s3_etag="tag",
        status=status,
        queued_at=datetime(2026, 1, 1, tzinfo=UTC),
        outputs=dict(outputs),
    )


DONE = run(1, Status.COMPLETED, {"v1Schema": "s3://bucket/processed/1_v1.json"})
FAILED = run(2, Status.FAILED)
WAITING = run(3, Status.QUEUED)

ONCE = Effects(
    records=[DONE, FAILED, WAITING],
    results={"proc-1": 1, "proc-2": 1},
    outputs=["processed/1_v1.json"],
    failures=["failed/2.pdf"],
    reasons={"failed/2.pdf.error.json": "proc-2"},
)


def test_what_each_run_leaves_behind_once_is_no_double() -> None:
    assert ONCE.doubles() == []


def test_a_failed_document_need_not_have_a_copy() -> None:
    """It may be gone, or too large."""
    assert replace(ONCE, failures=[]).doubles() == []


@pytest.mark.parametrize(
    ("effects", "said"),
    [
        (replace(ONCE, results={"proc-1": 2, "proc-2": 1}), "incoming/1.pdf: 2 items of results for proc-1"),
        (replace(ONCE, results={"proc-1": 1, "proc-2": 2}), "incoming/2.pdf: 2 items of results for proc-2"),
        (replace(ONCE, results={"proc-1": 1}), "incoming/2.pdf: 0 items of results for proc-2"),
        (replace(ONCE, results={**ONCE.results, "proc-3": 1}), "proc-3, which is QUEUED"),
        (replace(ONCE, results={**ONCE.results, "proc-9": 1}), "items of results for proc-9, which is no run"),
        (replace(ONCE, records=[DONE, FAILED, WAITING, DONE]), "processed/1_v1.json belongs to 2 runs"),
        (replace(ONCE, records=[DONE, FAILED, WAITING, DONE]), "incoming/1.pdf: 2 runs have completed"),
        (replace(ONCE, outputs=[*ONCE.outputs, "processed/x"]), "processed/x belongs to no run"),
        (replace(ONCE, reasons={}), "incoming/2.pdf: 0 reasons under failed/"),
        (replace(ONCE, reasons={**ONCE.reasons, "failed/a.error.json": "proc-2"}), "incoming/2.pdf: 2 reasons"),
        (replace(ONCE, reasons={**ONCE.reasons, "failed/a.error.json": "proc-1"}), "proc-1, which has not failed"),
        (replace(ONCE, failures=["failed/2.pdf", "failed/x.pdf"]), "failed/x.pdf has no reason beside it"),
    ],
)
def test_what_is_there_twice_or_for_no_run_is_told(effects: Effects, said: str) -> None:
    assert said in "\n".join(effects.doubles())


def test_many_runs_are_told_in_their_order() -> None:
    records: Sequence[TrackingRecord] = [run(number, Status.FAILED) for number in (5, 4)]

    told = Effects(records, {"proc-4": 1, "proc-5": 1}, [], [], {}).doubles()

    assert [line.split(":")[0] for line in told] == ["incoming/5.pdf", "incoming/4.pdf"]
