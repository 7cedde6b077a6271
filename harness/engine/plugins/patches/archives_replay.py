"""Archives find the events of a time, and keep them only for as long as they are to.

Patches `localstack.services.events.archive`. As shipped a replay fails, since it compares moments with texts, and
events are kept for ever.
"""

from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Find events in our own way."""
    replace(module.ArchiveService, "_filter_events_start_end_time", lambda _original: between)


def between(self: Any, event_start_time: datetime, event_end_time: datetime) -> list[dict[str, Any]]:
    """The archived events from one moment to another, in order of time, which is that of whole seconds."""
    start = max(event_start_time.replace(microsecond=0), _kept_since(self.archive.retention_days))
    archived = list(self.archive.events.values())  # others may come meanwhile
    events = [{**event, "time": datetime.fromisoformat(event["time"])} for event in archived]
    return sorted(
        (event for event in events if start <= event["time"] <= event_end_time), key=lambda event: event["time"]
    )


def _kept_since(days: int | None) -> datetime:
    """Without a number of days, or with 0, events are kept for ever."""
    return datetime.now(UTC) - timedelta(days=days) if days else datetime.min.replace(tzinfo=UTC)


PATCH = Patch("archives-replay", "localstack.services.events.archive", apply)
