"""Where documents are in the pipeline."""

from collections import Counter
from typing import Any

from harness.gauges import read_gauges
from harness.scenario.systems.textract_processor.records import (
    all_records,
    all_states,
    latest_record,
    records_of,
    result_items,
    tracking_item,
)
from harness.scenario.world import World
from harness.submit.attributes import plain
from harness.submit.record import Status


def status_of(world: World, key: str) -> str | None:
    """Status of the latest run of an S3 key; null when there is no run.

    Args:
        world: the scenario's.
        key: of the uploaded object.
    """
    record = latest_record(world, key)
    return str(record.status) if record else None


def failure_of(world: World, key: str) -> str | None:
    """Code with which the latest run of an S3 key has failed, e.g. `EmptyDocument`; null when it hasn't.

    Args:
        world: the scenario's.
        key: of the uploaded object.
    """
    record = latest_record(world, key)
    return record.failure.code if record and record.failure else None


def statuses(world: World, folder: str = "") -> dict[str, int]:
    """How many processing runs there are of each status, e.g. `{COMPLETED: 999, FAILED: 1}`.

    Args:
        world: the scenario's.
        folder: only of keys that begin so.
    """
    return dict(Counter(str(run.status) for run in all_states(world) if run.s3_key.startswith(folder)))


def unended(world: World) -> list[str]:
    """Uploaded keys without any run that is COMPLETED, or FAILED for a reason that its record names, in order.

    Args:
        world: the scenario's.
    """
    ended = {record.s3_key for record in all_records(world) if record.status is Status.COMPLETED or record.failure}
    return sorted({made.key for made in world.uploads} - ended)


def record_of(world: World, key: str) -> dict[str, Any] | None:
    """All fields of the record of an S3 key's latest run; null when there is no run.

    Args:
        world: the scenario's.
        key: of the uploaded object.
    """
    record = latest_record(world, key)
    return tracking_item(world, record.processing_id) if record else None


def result_of(world: World, key: str) -> dict[str, Any] | None:
    """All fields of the latest item that the results table holds for an S3 key's latest run; null when there is none.

    Args:
        world: the scenario's.
        key: of the uploaded object.
    """
    record = latest_record(world, key)
    items = result_items(world, record.processing_id) if record else []
    return dict(plain(items[-1])) if items else None


def most_jobs_at_once(world: World) -> int:
    """How many of Textract's jobs were in progress at the same time at most, in a region, as the engine has counted.

    Args:
        world: the scenario's.

    Raises:
        UsageError: AWS doesn't tell; only a local engine does.
        ControlError: the engine doesn't answer.
    """
    return read_gauges(world.clients).most_jobs.get("textract", 0)


def runs_of(world: World, key: str) -> int:
    """How many processing runs an S3 key has had.

    Args:
        world: the scenario's.
        key: of the uploaded object.
    """
    return len(records_of(world, key))


def results_of(world: World, key: str) -> int:
    """How many items the results table holds for all runs of an S3 key.

    Args:
        world: the scenario's.
        key: of the uploaded object.
    """
    return sum(len(result_items(world, record.processing_id)) for record in records_of(world, key))
