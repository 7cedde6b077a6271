"""A mapping of a stream sleeps until a record is written.

Patches `localstack.services.lambda_.event_source_mapping.pollers.stream_poller`. As shipped it reads one shard a
second, records or none.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.after import after
from harness.engine.plugins.bells import BELLS
from harness.engine.plugins.patching import Patch, replace

UNANNOUNCED_SECONDS = 0.25
"""How often to look at a stream that rings no bell. AWS reads a shard of a DynamoDB stream four times a second: Lambda
Developer Guide, "Using AWS Lambda with Amazon DynamoDB"."""


def apply(module: ModuleType) -> None:
    """Count the shards that had nothing; when all had nothing, wait for the bell."""
    after(module.StreamPoller, "__init__", _listen)
    replace(module.StreamPoller, "get_records", _noticing_records)
    replace(module.StreamPoller, "poll_events", _waiting)
    after(module.StreamPoller, "close", _wake)


def _listen(poller: Any) -> None:
    poller.bell = BELLS.listen(poller.source_arn)
    poller.has_records = False
    poller.quiet_shards = 0


def _noticing_records(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_records(self: Any, shard_iterator: str) -> Any:
        response = original(self, shard_iterator)
        self.has_records = bool(response.get("Records"))
        return response

    return get_records


def _waiting(original: Callable[..., None]) -> Callable[..., None]:
    def poll_events(self: Any) -> None:
        if not self.quiet_shards:
            # Before the first shard is read: a record that comes while the others are read must not be missed.
            self.bell.clear()
        self.has_records = False
        original(self)
        self.quiet_shards = 0 if self.has_records else self.quiet_shards + 1
        if self.quiet_shards >= len(self.shards) and not self._is_shutdown.is_set():
            self.bell.wait(_patience(self))
            self.quiet_shards = 0

    return poll_events


def _patience(poller: Any) -> float | None:
    """Seconds after which to look without a bell; None for never."""
    ends = [window.seconds_left() for window in poller.shard_batcher.values() if window.is_open]
    rings = poller.event_source() == "aws:dynamodb"
    return min([*ends, *([] if rings else [UNANNOUNCED_SECONDS])], default=None)


def _wake(poller: Any) -> None:
    poller.bell.set()
    BELLS.leave(poller.source_arn, poller.bell)


PATCH = Patch(
    "streams-wait-for-records",
    "localstack.services.lambda_.event_source_mapping.pollers.stream_poller",
    apply,
)
