"""Questions to the results table, and tokens of their positions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import UsageError
from harness.results.indexes import By
from harness.results.query import Query, ask, latest

KEY = {"processingId": {"S": "proc-1"}, "timestamp": {"N": "1"}}


def test_a_range_of_days_is_asked_for_day_by_day_the_latest_first() -> None:
    assert ask(By.DATE, "2026-02-27..2026-03-01").partitions == ["2026-03-01", "2026-02-28", "2026-02-27"]
    assert ask(By.DATE, "2026-03-01").partitions == ["2026-03-01"]


def test_the_latest_results_are_those_of_the_last_days() -> None:
    assert latest(3, date(2026, 1, 1)).partitions == ["2026-01-01", "2025-12-31", "2025-12-30"]


def test_a_day_as_an_end_includes_all_of_it() -> None:
    query = ask(By.TYPE, "deed", "1970-01-02", "1970-01-02")

    assert (query.start, query.end) == (86_400_000, 2 * 86_400_000 - 1)


@pytest.mark.parametrize("moment", ["1970-01-01T01:00:00Z", "1970-01-01T01:00", "1970-01-01T03:00:00+02:00"])
def test_a_time_without_an_offset_is_utc(moment: str) -> None:
    assert ask(By.KEY, "incoming/a.pdf", start=moment, end=moment).start == 3_600_000


@pytest.mark.parametrize(
    ("by", "value", "start", "end", "complaint"),
    [
        (By.DATE, "yesterday", None, None, "is no day"),
        (By.DATE, "2026-03-02..2026-03-01", None, None, "spans 0 days"),
        (By.DATE, "2020-01-01..2026-01-01", None, None, "spans 2193 days"),
        (By.STATUS, "DONE", None, None, "no status 'DONE'"),
        (By.KEY, "", None, None, "empty"),
        (By.TYPE, "deed", "noon", None, "is no time"),
        (By.TYPE, "deed", "2026-03-02", "2026-03-01", "--from 2026-03-02 is after --to 2026-03-01"),
    ],
)
def test_what_cant_be_meant_is_refused_with_the_reason(
    by: By, value: str, start: str | None, end: str | None, complaint: str
) -> None:
    with pytest.raises(UsageError, match=complaint):
        ask(by, value, start, end)


def test_a_status_may_be_written_in_small_letters() -> None:
    assert ask(By.STATUS, "completed").partitions == ["COMPLETED"]


def test_a_token_leads_back_to_its_position() -> None:
    query = ask(By.DATE, "2026-02-27..2026-03-01")
    inside = query.after(query.begin, KEY)
    assert inside is not None
    between = query.after(inside, None)
    assert between is not None

    assert query.position(inside.token()) == inside
    assert (inside.partition, inside.last_key) == ("2026-03-01", KEY)
    assert query.position(between.token()) == between
    assert (between.partition, between.last_key) == ("2026-02-28", None)


def test_after_the_last_partition_there_is_no_position() -> None:
    query = ask(By.KEY, "incoming/a.pdf")

    assert query.after(query.begin, None) is None


@pytest.mark.parametrize(
    "other",
    [
        ask(By.KEY, "incoming/b.pdf"),
        ask(By.TYPE, "incoming/a.pdf"),
        ask(By.KEY, "incoming/a.pdf", start="2026-01-01"),
        ask(By.KEY, "incoming/a.pdf", end="2026-01-01"),
    ],
)
def test_a_token_of_another_question_is_refused(other: Query) -> None:
    with pytest.raises(UsageError, match="another question"):
        ask(By.KEY, "incoming/a.pdf").position(other.begin.token())


def test_yesterdays_token_of_the_latest_results_is_good_today() -> None:
    yesterday = latest(3, date(2026, 1, 1)).begin

    assert latest(3, date(2026, 1, 2)).position(yesterday.token()) == yesterday


@given(st.text())
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="token"):
        ask(By.KEY, "incoming/a.pdf").position(text)
