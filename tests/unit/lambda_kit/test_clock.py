"""Time as the systems write it."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from lambda_kit.clock import epoch_ms, from_epoch_ms, iso_ms, parse_iso, utc_now

MILLISECONDS = st.integers(0, 4_000_000_000_000)


def test_a_time_is_written_in_utc_with_milliseconds() -> None:
    moment = datetime(2026, 1, 31, 14, 0, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    assert iso_ms(moment) == "2026-01-31T12:00:00.123Z"


def test_a_time_without_offset_is_utc() -> None:
    assert parse_iso("2026-01-31T12:00:00") == datetime(2026, 1, 31, 12, tzinfo=UTC)


@given(milliseconds=MILLISECONDS)
def test_a_time_survives_being_written_and_read(milliseconds: int) -> None:
    assert epoch_ms(parse_iso(iso_ms(from_epoch_ms(milliseconds)))) == milliseconds


@given(first=MILLISECONDS, second=MILLISECONDS)
def test_written_times_sort_as_the_times_do(first: int, second: int) -> None:
    written = [iso_ms(from_epoch_ms(moment)) for moment in sorted((first, second))]
    assert written == sorted(written)


def test_now_is_aware() -> None:
    assert utc_now().tzinfo is UTC
