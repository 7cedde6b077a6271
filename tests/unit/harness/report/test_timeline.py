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


@pytest.mark.parametrize(("accepted", "over"), [(1_100, False), (1_101, True)])
def test_the_way_to_the_orchestrator_may_take_a_second(accepted: int, over: bool) -> None:
    assert segments({"uploaded": 100, "accepted": accepted})[-1].over_budget is over


def test_a_document_that_was_never_sent_has_no_segments() -> None:
    assert segments({}) == []


@given(st.dictionaries(st.sampled_from(NAMES), st.integers(0, 10**7)))
def test_segments_never_leave_the_line(timings: dict[str, int]) -> None:
    found = segments(timings)

    assert len(found) == len(timings)
    assert all(segment.milliseconds >= 0 for segment in found)
    assert all(0 <= segment.start <= segment.start + segment.width <= 100.001 for segment in found)
