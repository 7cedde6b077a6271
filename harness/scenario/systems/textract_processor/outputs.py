"""What came out."""

from harness.scenario.samples import Document, truth_of
from harness.scenario.systems.textract_processor.records import latest_record, result_items
from harness.scenario.world import World
from harness.submit.fields import V1Output
from harness.submit.outputs import V1, OutputStore


def outputs_of(world: World, key: str) -> list[str]:
    """Names of the outputs of an S3 key's latest run, sorted, as far as each can be read from S3 and isn't empty.

    Args:
        world: the scenario's.
        key: of the uploaded object.

    Raises:
        SubmitError: an output that the record names isn't there.
    """
    record = latest_record(world, key)
    store = _store(world)
    return sorted(name for name, address in record.outputs.items() if store.read(address)) if record else []


def pages_of(world: World, key: str) -> int | None:
    """How many pages the results table says that an S3 key's latest run had; null when it says nothing.

    Args:
        world: the scenario's.
        key: of the uploaded object.
    """
    record = latest_record(world, key)
    items = result_items(world, record.processing_id) if record else []
    return int(items[-1]["pageCount"]["N"]) if items else None


def wrong_fields(world: World, key: str, sample: Document, seed: int | None = None) -> list[str] | None:
    """Names of the V1 fields whose value isn't what the sample says; null when there is no V1 output.

    Args:
        world: the scenario's.
        key: of the uploaded object.
        sample: which document it is.
        seed: with which it was made, if not the scenario's.
    """
    record = latest_record(world, key)
    if record is None or V1 not in record.outputs:
        return None
    fields = V1Output.model_validate_json(_store(world).read(record.outputs[V1])).fields
    truth = truth_of(sample, world.seed if seed is None else seed).fields
    return [name for name, value in truth.items() if name not in fields or fields[name].value != value]


def _store(world: World) -> OutputStore:
    world.client("s3")  # made under the world's lock
    return OutputStore(world.clients)
