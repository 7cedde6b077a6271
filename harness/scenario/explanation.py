"""Which hop broke: where uploads have stopped, what lies in queues, and what functions complain of."""

from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from harness.errors import HarnessError
from harness.scenario.invariants import is_document
from harness.scenario.logs import json_lines
from harness.scenario.queues import depth_of
from harness.scenario.records import records_of
from harness.scenario.world import Upload, World
from harness.submit.documents import Document
from harness.submit.journey import Journey, Receipt


def explain(world: World) -> list[str]:
    """Sentences for the operator; none when nothing is deployed."""
    if not world.outputs:
        return []
    try:
        return [*_stops(world), *_queues(world), *_complaints(world)]
    except (HarnessError, BotoCoreError, ClientError) as error:  # the engine may be what broke
        return [f"The world can't be looked at: {error}"]


def _stops(world: World) -> list[str]:
    journeys = [_journey(world, made) for made in world.uploads if is_document(made.key)]
    return [
        f"{journey.document.key} stopped at {journey.status}; the hop that didn't happen: {journey.next_hop.via}"
        for journey in journeys
        if journey.next_hop
    ]


def _journey(world: World, made: Upload) -> Journey:
    now = world.clock.now()
    journey = Journey(Document(Path(made.key), made.key))
    journey.depart(Receipt(made.etag, now, now))
    journey.advance(records_of(world, made.key))
    return journey


def _queues(world: World) -> list[str]:
    sqs = world.client("sqs")
    depths = {name: depth_of(sqs, url) for name, url in world.outputs.items() if name.endswith("QueueUrl")}
    return [f"{depth} in queue {name} ({world.output(name)})" for name, depth in depths.items() if depth]


def _complaints(world: World) -> list[str]:
    functions = [world.output(name) for name in world.outputs if name.endswith("FunctionName")]
    return [line for function in functions for line in _complaint(world, function)]


def _complaint(world: World, function: str) -> list[str]:
    errors = [line for line in json_lines(world, function) if line.get("level") == "ERROR"]
    if not errors:
        return []
    reason = str(errors[-1].get("exception", "")).strip().rpartition("\n")[2]
    return [f"{function} logged {len(errors)} errors, the last: {errors[-1].get('message')}: {reason}"]
