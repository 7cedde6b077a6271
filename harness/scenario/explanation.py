"""Which hop broke: where uploads have stopped, what lies in queues, and what functions complain of."""

from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from harness.errors import HarnessError
from harness.scenario.ledgers import ledger_of
from harness.scenario.logs import json_lines
from harness.scenario.queues import depths
from harness.scenario.world import World

MANY: Final = 20
"""Uploads that are told of one by one."""


def explain(world: World) -> list[str]:
    """Sentences for the operator; none when nothing is deployed."""
    if not world.outputs:
        return []
    try:
        return [*_stops(world), *_queues(world), *_complaints(world)]
    except (HarnessError, BotoCoreError, ClientError) as error:  # the engine may be what broke
        return [f"The world can't be looked at: {error}"]


def _stops(world: World) -> list[str]:
    stops = ledger_of(world).stops(world.uploads)
    told = [f"{stop.subject} stopped at {stop.status}; the hop that didn't happen: {stop.hop}" for stop in stops]
    return told[:MANY] + ([f"and {len(told) - MANY} more have stopped"] if len(told) > MANY else [])


def _queues(world: World) -> list[str]:
    return [f"{depth} in queue {name} ({world.output(name)})" for name, depth in depths(world).items() if depth]


def _complaints(world: World) -> list[str]:
    functions = [world.output(name) for name in world.outputs if name.endswith("FunctionName")]
    return [line for function in functions for line in _complaint(world, function)]


def _complaint(world: World, function: str) -> list[str]:
    errors = [line for line in json_lines(world, function) if line.get("level") == "ERROR"]
    if not errors:
        return []
    reason = str(errors[-1].get("exception", "")).strip().rpartition("\n")[2]
    return [f"{function} logged {len(errors)} errors, the last: {errors[-1].get('message')}: {reason}"]
