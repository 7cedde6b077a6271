"""What functions have logged."""

import re
from typing import Any

from harness.scenario.logs import json_lines, messages
from harness.scenario.tolerance import Pattern
from harness.scenario.world import World


def messages_logged(world: World, function: str, pattern: Pattern) -> int:
    """How many of a function's log events, of any form, hold a text that a regular expression matches.

    Args:
        world: the scenario's.
        function: the function's name, or the stack's output that holds it.
        pattern: e.g. `Task timed out after \\d+`.
    """
    return sum(
        re.search(pattern, message) is not None for message in messages(world, world.outputs.get(function, function))
    )


def log_lines(world: World, function: str, where: dict[str, Any]) -> int:
    """How many JSON lines with certain fields a Lambda function has logged.

    Args:
        world: the scenario's.
        function: the function's name, or the stack's output that holds it.
        where: fields of the line by name, e.g. `{message: upload ignored}`.
    """
    lines = json_lines(world, world.outputs.get(function, function))
    return sum(all(line.get(name) == value for name, value in where.items()) for line in lines)
