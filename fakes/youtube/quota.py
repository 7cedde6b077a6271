"""Units that a key may spend in a day."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from threading import Lock

from fakes.youtube.errors import quota_exceeded

_PACIFIC = timezone(timedelta(hours=-8))
"""Google's days begin at midnight, Pacific time; here all year at UTC-8, since a machine may have no time zones."""


class Quota:
    """Counts units by key. Threads may share it.

    Args:
        units: a day's units: https://developers.google.com/youtube/v3/determine_quota_cost
        now: seconds since the epoch.
    """

    def __init__(self, units: int, now: Callable[[], float]) -> None:
        self._units = units
        self._now = now
        self._lock = Lock()
        self._day = ""
        self._spent: dict[str, int] = {}

    def spend(self, key: str, units: int) -> None:
        """Take units from the day's quota.

        Raises:
            ApiError: there aren't so many left.
        """
        today = datetime.fromtimestamp(self._now(), UTC).astimezone(_PACIFIC).date().isoformat()
        with self._lock:
            if today != self._day:
                self._day, self._spent = today, {}
            if self._spent.get(key, 0) + units > self._units:
                raise quota_exceeded()
            self._spent[key] = self._spent.get(key, 0) + units
