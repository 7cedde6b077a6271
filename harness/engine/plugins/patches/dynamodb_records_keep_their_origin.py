"""A DynamoDB record reaches its function with who wrote it, and ages by its own time.

Patches `localstack.services.lambda_.event_source_mapping.pollers.dynamodb_poller`. As shipped it drops `userIdentity`,
by which functions tell an expired item from a deleted one, and takes every record for one of this moment, so that
`MaximumRecordAgeInSeconds` never ends a retry.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

Event = dict[str, Any]


def apply(module: ModuleType) -> None:
    """Complete the event before filters see it."""
    replace(module.DynamoDBPoller, "transform_into_events", _with_identity)
    replace(module.DynamoDBPoller, "get_approximate_arrival_time", lambda _original: _arrival)


def _with_identity(original: Callable[..., list[Event]]) -> Callable[..., list[Event]]:
    def transform_into_events(self: Any, records: list[Event], shard_id: str) -> list[Event]:
        events = original(self, records, shard_id)
        return [{**event, **_identity(record)} for event, record in zip(events, records, strict=True)]

    return transform_into_events


def _identity(record: Event) -> Event:
    """The identity as Lambda spells it: the API's names with a small first letter."""
    identity = record.get("userIdentity")
    return {"userIdentity": {name[0].lower() + name[1:]: value for name, value in identity.items()}} if identity else {}


def _arrival(_poller: Any, record: Event) -> float:
    return float(record["dynamodb"]["ApproximateCreationDateTime"])


PATCH = Patch(
    "dynamodb-records-keep-their-origin",
    "localstack.services.lambda_.event_source_mapping.pollers.dynamodb_poller",
    apply,
)
