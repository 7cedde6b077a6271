"""Time as the systems write it: UTC, ISO-8601, milliseconds."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Now, as an aware UTC time."""
    return datetime.now(UTC)


def iso_ms(moment: datetime) -> str:
    """Write an aware `moment` as `2026-01-31T12:00:00.000Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_iso(text: str) -> datetime:
    """Read an ISO-8601 time; one without an offset is UTC.

    Raises:
        ValueError: `text` is not an ISO-8601 time.
    """
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def from_epoch_ms(milliseconds: int) -> datetime:
    """The UTC time that lies `milliseconds` after 1970."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def epoch_ms(moment: datetime) -> int:
    """Milliseconds from 1970 to `moment`."""
    return round(moment.timestamp() * 1000)
