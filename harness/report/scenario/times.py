"""Times and durations as people say them."""

from datetime import datetime

MINUTE, HOUR, DAY = 60, 3600, 86400


def spell(seconds: float) -> str:
    """A duration, e.g. `0.35 s`, `540 s`, `1 h 5 min`, `30 d`. Runbooks speak of seconds, so minutes stay seconds."""
    if seconds < 10:
        return f"{seconds:.2f}".rstrip("0").rstrip(".") + " s"
    if seconds < HOUR:
        return f"{seconds:.0f} s"
    if seconds < DAY:
        return _two(seconds, HOUR, "h", MINUTE, "min")
    return _two(seconds, DAY, "d", HOUR, "h")


def since(began: datetime, at: datetime) -> str:
    """A moment, counted from the begin, e.g. `+180 s`."""
    seconds = (at - began).total_seconds()
    return f"+{spell(seconds)}" if seconds >= 0 else f"−{spell(-seconds)}"


def _two(seconds: float, large: int, large_unit: str, small: int, small_unit: str) -> str:
    whole, rest = divmod(round(seconds / small) * small, large)
    return f"{whole:.0f} {large_unit}" + (f" {rest / small:.0f} {small_unit}" if rest else "")
