"""Where documents are in the pipeline."""

from harness.scenario.records import latest_record, records_of, result_items
from harness.scenario.world import World


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
