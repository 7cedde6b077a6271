"""Dates as people write them in English, as ISO 8601."""

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<name>" + "|".join(_MONTHS) + r")[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})\b",
        rf"\b{_YEAR}/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})\b",
        # The American order: what these documents use.
        rf"\b(?P<month>\d{{1,2}})[/-](?P<day>\d{{1,2}})[/-]{_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY}\s*,?\s+{_YEAR}\b",
        rf"\b{_DAY}\s+(?:day\s+)?(?:of\s+)?{_MONTH}\s*,?\s+{_YEAR}\b",
    )
)


def find_date(text: str) -> str | None:
    """Return the first date in a text as `YYYY-MM-DD`; a two-digit year or an impossible day is no date."""
    found = min(_dates(text), default=None)
    return found[1] if found else None


def _dates(text: str) -> Iterator[tuple[int, str]]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if day := _to_date(match):
                yield match.start(), day.isoformat()


def _to_date(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    name = parts.get("name")
    month = _MONTHS.index(name.lower()) + 1 if name else int(parts["month"])
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None
