"""The time in which a scenario lives."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time and lets it pass."""

    def now(self) -> datetime:
        """The time, as an aware UTC time."""

    def pause(self, seconds: float) -> None:
        """Return when so many seconds have passed."""


class RealClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """The time, as an aware UTC time."""
        return datetime.now(UTC)

    def pause(self, seconds: float) -> None:
        """Return when so many seconds have passed."""
        time.sleep(seconds)
