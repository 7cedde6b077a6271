"""When a scheduled rule fires. Source: EventBridge User Guide, "Creating a rule that runs on a schedule"."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from crontab import CronTab

RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
CRON = re.compile(r"cron\((.*)\)")
UNITS = {"minute": 60, "hour": 3600, "day": 86_400}

WEEKDAY = 4
"""Which field of a cron expression is the day of the week."""

SPECIAL = re.compile(r"\dW|LW|#|\dL|[A-Z]{3}L")
"""Nearest weekdays, n-th weekdays of the month, last weekdays: the library doesn't know them."""

NUMBER = re.compile(r"(?<![\d/])\d")
"""The number of a day, and not of a step."""


@dataclass(frozen=True)
class Rate:
    """A schedule such as `rate(5 minutes)`.

    Args:
        seconds: between two firings.
        since: epoch seconds from which they count: when the rule began.
    """

    seconds: int
    since: float

    def after(self, moment: float) -> float:
        """The first firing after a moment, both in epoch seconds."""
        passed = int((moment - self.since) // self.seconds)
        return self.since + (passed + 1) * self.seconds


class Cron:
    """A schedule such as `cron(0 9 ? * MON-FRI *)`, in UTC.

    Args:
        fields: minutes, hours, day of the month, month, day of the week, year.

    Raises:
        NotImplementedError: it uses something that isn't emulated.
    """

    def __init__(self, fields: str) -> None:
        parts = fields.split()
        if any(SPECIAL.search(part) for part in (parts[2], parts[WEEKDAY])):
            raise NotImplementedError(f"W, # and weekdays with L are not emulated in cron({fields}).")
        # EventBridge counts from Sunday = 1, the library from Sunday = 0.
        parts[WEEKDAY] = NUMBER.sub(lambda day: str(int(day[0]) - 1), parts[WEEKDAY])
        self._table = CronTab(" ".join(parts))

    def after(self, moment: float) -> float | None:
        """The first firing after a moment, both in epoch seconds; None if there is none any more."""
        now = datetime.fromtimestamp(moment, UTC).replace(tzinfo=None)
        wait: float | None = self._table.next(now=now, default_utc=True)
        # Whole seconds, whatever the sum of two fractions is.
        return None if wait is None else float(round(moment + wait))


def schedule(expression: str, since: float) -> Rate | Cron:
    """What an expression that LocalStack has found valid stands for.

    Args:
        expression: `rate(...)` or `cron(...)`.
        since: epoch seconds at which its rule began.

    Raises:
        NotImplementedError: it uses something that isn't emulated.
    """
    if rate := RATE.fullmatch(expression):
        return Rate(int(rate[1]) * UNITS[rate[2]], since)
    cron = CRON.fullmatch(expression)
    return Cron(cron[1] if cron else expression)
