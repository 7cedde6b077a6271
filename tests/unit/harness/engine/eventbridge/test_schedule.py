"""When scheduled rules fire."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.engine.plugins.eventbridge.schedule import schedule

SATURDAY = datetime(2026, 11, 21, 6, 0, 30, tzinfo=UTC)


def following(expression: str) -> str:
    at = schedule(expression, since=0.0).after(SATURDAY.timestamp())
    assert at is not None
    return datetime.fromtimestamp(at, UTC).strftime("%a %d %b %H:%M:%S")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("cron(0/15 * * * ? *)", "Sat 21 Nov 06:15:00"),
        ("cron(0 9 ? * MON-FRI *)", "Mon 23 Nov 09:00:00"),
        ("cron(0 9 ? * 2-6 *)", "Mon 23 Nov 09:00:00"),
        ("cron(0 9 ? * 1 *)", "Sun 22 Nov 09:00:00"),
        ("cron(0 9 ? * 7 *)", "Sat 21 Nov 09:00:00"),
        ("cron(0 9 ? * WED *)", "Wed 25 Nov 09:00:00"),
        ("cron(0 9 ? * SUN,WED *)", "Sun 22 Nov 09:00:00"),
        ("cron(30 12 1 * ? *)", "Tue 01 Dec 12:30:00"),
        ("cron(0 18 L * ? *)", "Mon 30 Nov 18:00:00"),
        ("cron(0 0 1 JAN ? 2027)", "Fri 01 Jan 00:00:00"),
    ],
)
def test_cron_expressions_are_in_utc_and_count_weekdays_from_sunday_as_one(expression: str, expected: str) -> None:
    assert following(expression) == expected


def test_a_year_that_is_over_never_comes() -> None:
    assert schedule("cron(0 9 * * ? 2020)", since=0.0).after(SATURDAY.timestamp()) is None


@pytest.mark.parametrize(
    "expression",
    [
        "cron(0 9 1W * ? *)",
        "cron(0 9 LW * ? *)",
        "cron(0 9 ? * 2#1 *)",
        "cron(0 9 ? * 6L *)",
        "cron(0 9 ? * WEDL *)",
    ],
)
def test_what_is_not_emulated_is_loud(expression: str) -> None:
    with pytest.raises(NotImplementedError, match="not emulated"):
        schedule(expression, since=0.0)


@given(st.integers(1, 10_000), st.sampled_from([("minute", 60), ("hour", 3600), ("day", 86_400)]), st.floats(0, 1e8))
def test_a_rates_firings_are_one_interval_apart(number: int, unit: tuple[str, int], moment: float) -> None:
    rate = schedule(f"rate({number} {unit[0]}s)", since=12.5)

    due = rate.after(moment)

    assert due is not None
    assert moment < due <= moment + number * unit[1] + 1e-6 or moment < 12.5
    assert (due - 12.5) % (number * unit[1]) == pytest.approx(0, abs=1e-5)
