"""Days and moments as a user writes them, in UTC."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from harness.errors import UsageError

MAX_DAYS: Final = 366
"""Days that one question may span: each is a question of its own to the index."""

RANGE: Final = ".."


def parse_days(text: str) -> tuple[date, ...]:
    """`2026-11-21`, or `2026-11-01..2026-11-21`: those days, the latest first.

    Raises:
        UsageError: these are no days, or too many, or none.
    """
    first, _, last = text.partition(RANGE)
    start, end = _day(first), _day(last or first)
    count = (end - start).days + 1
    if not 0 < count <= MAX_DAYS:
        raise UsageError(f"{text} spans {max(count, 0)} days; 1 to {MAX_DAYS} can be asked for.")
    return days_until(end, count)


def days_until(last: date, count: int) -> tuple[date, ...]:
    """So many days, the latest first."""
    return tuple(last - timedelta(days=ago) for ago in range(count))


def parse_moment(text: str, *, end: bool = False) -> int:
    """A day or an ISO-8601 time, in milliseconds of the epoch; a time without an offset is UTC.

    Args:
        end: a day means its last millisecond, not its first.

    Raises:
        UsageError: it is neither.
    """
    try:
        day = datetime.combine(date.fromisoformat(text), time(), UTC)
    except ValueError:
        return _milliseconds(_time(text))
    return _milliseconds(day + timedelta(days=1)) - 1 if end else _milliseconds(day)


def _time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no time.", hint="Write 2026-11-21 or 2026-11-21T14:30:00Z.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no day.", hint="Write 2026-11-21, or 2026-11-01..2026-11-21.") from error
