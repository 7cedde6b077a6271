"""What functions have logged."""

from typing import Any

from harness.scenario.logs import json_lines
from harness.scenario.world import World


def log_lines(world: World, function: str, where: dict[str, Any]) -> int:
    """How many JSON lines with certain fields a Lambda function has logged.

    Args:
        world: the scenario's.
        function: the function's name, or the stack's output that holds it.
        where: fields of the line by name, e.g. `{message: upload ignored}`.
    """
    lines = json_lines(world, world.outputs.get(function, function))
    return sum(all(line.get(name) == value for name, value in where.items()) for line in lines)
