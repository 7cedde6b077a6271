"""What must be true of every run, whatever goes wrong. Each invariant tells the breaches that it finds."""

from collections import Counter
from itertools import pairwise

from harness.scenario.history import History
from harness.scenario.queues import depth_of
from harness.scenario.records import object_keys, records_of, result_items
from harness.scenario.world import Upload, World
from harness.submit.documents import CONTENT_TYPES
from harness.submit.record import Status, TrackingRecord

OUTPUTS_PREFIX = "processed/"


def nothing_lost(world: World, history: History) -> list[str]:
    """Every uploaded document has a record that has ended, or there is a message in a queue of the system."""
    waiting = [made for made in world.uploads if is_document(made.key) and not _has_ended(world, made)]
    if not waiting or _messages(world):
        return []
    return [
        f"{made.key} (version {made.version_id}) {_state(world, made)}, and every queue is empty" for made in waiting
    ]


def nothing_twice(world: World, history: History) -> list[str]:
    """Every completed run has one item of results, and `processed/` holds its outputs and nothing else."""
    completed = [record for record in _records(world) if record.status is Status.COMPLETED]
    breaches = []
    for record in completed:
        items = len(result_items(world, record.processing_id))
        if items != 1:
            breaches.append(f"{record.s3_key}: {items} items of results for {record.processing_id}")
    named = Counter(address.split("/", 3)[3] for record in completed for address in record.outputs.values())
    breaches += [f"{key} belongs to {count} runs" for key, count in named.items() if count > 1]
    return breaches + [f"{key} belongs to no run" for key in object_keys(world, OUTPUTS_PREFIX) if key not in named]


def no_status_goes_back(world: World, history: History) -> list[str]:
    """The status of a record only moves forward, and never from COMPLETED or FAILED."""
    return [
        f"{run} went from {before} to {after}"
        for run, statuses in history.statuses.items()
        for before, after in pairwise(statuses)
        if before.is_final or after.rank < before.rank
    ]


INVARIANTS = (nothing_lost, nothing_twice, no_status_goes_back)
"""Every invariant, in the order in which they are listed."""


def is_document(key: str) -> bool:
    """Whether the system takes an object for a document: by its place and its suffix."""
    return key.startswith("incoming/") and key.lower().endswith(tuple(CONTENT_TYPES))


def _has_ended(world: World, made: Upload) -> bool:
    return any(record.status.is_final for record in _records_of(world, made))


def _state(world: World, made: Upload) -> str:
    records = _records_of(world, made)
    return f"is still {records[-1].status}" if records else "has no record"


def _records_of(world: World, made: Upload) -> list[TrackingRecord]:
    """The records of this content: there may be others of the key."""
    return [record for record in records_of(world, made.key) if record.s3_etag == made.etag]


def _records(world: World) -> list[TrackingRecord]:
    return [record for key in sorted({made.key for made in world.uploads}) for record in records_of(world, key)]


def _messages(world: World) -> int:
    sqs = world.client("sqs")
    return sum(depth_of(sqs, url) for name, url in world.outputs.items() if name.endswith("QueueUrl"))
