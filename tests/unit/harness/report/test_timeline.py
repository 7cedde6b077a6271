import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.report.timeline import segments
from harness.submit.hops import FAILED, HOPS

NAMES = [hop.name for hop in (*HOPS, FAILED)]


def test_segments_lie_end_to_end() -> None:
    found = segments(
        {"uploaded": 100, "accepted": 300, "textractStarted": 400, "textractCompleted": 900, "completed": 1000}
    )

    assert [(segment.hop.name, segment.milliseconds, segment.start, segment.width) for segment in found] == [
        ("uploaded", 100, 0, 10),
        ("accepted", 200, 10, 20),
        ("textractStarted", 100, 30, 10),
        ("textractCompleted", 500, 40, 50),
        ("completed", 100, 90, 10),
    ]


@pytest.mark.parametrize(
    ("before", "hop", "budget"),
    [
        ("uploaded", "accepted", 1_000),
        ("accepted", "textractStarted", 5_000),
        ("textractCompleted", "completionReceived", 1_000),
        ("analysisRead", "modelAnswered", 60_000),
        ("modelAnswered", "completed", 5_000),
    ],
)
def test_a_segment_of_the_documents_latency_budget_may_take_so_long(before: str, hop: str, budget: int) -> None:
    assert [segments({before: 100, hop: 100 + took})[-1].over_budget for took in (budget, budget + 1)] == [False, True]


@pytest.mark.parametrize("hop", ["uploaded", "textractCompleted", "analysisRead"])
def test_other_segments_have_no_budget(hop: str) -> None:
    assert not segments({hop: 10**7})[-1].over_budget


def test_a_document_that_was_never_sent_has_no_segments() -> None:
    assert segments({}) == []


@given(st.dictionaries(st.sampled_from(NAMES), st.integers(0, 10**7)))
def test_segments_never_leave_the_line(timings: dict[str, int]) -> None:
    found = segments(timings)

    assert len(found) == len(timings)
    assert all(segment.milliseconds >= 0 for segment in found)
    assert all(0 <= segment.start <= segment.start + segment.width <= 100.001 for segment in found)
