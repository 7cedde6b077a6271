"""Reading what Lambda functions have logged."""

import json
from collections.abc import Iterator
from typing import Any

from harness.scenario.world import World


def messages(world: World, function: str) -> Iterator[str]:
    """What a function has logged, oldest first, with Lambda's own lines.

    Args:
        world: in which it is deployed.
        function: its name.
    """
    pages = world.client("logs").get_paginator("filter_log_events").paginate(logGroupName=f"/aws/lambda/{function}")
    return (event["message"] for page in pages for event in page["events"])


def json_lines(world: World, function: str) -> Iterator[dict[str, Any]]:
    """A function's JSON lines, oldest first. Lambda's own START, END and REPORT are none.

    Args:
        world: in which it is deployed.
        function: its name.
    """
    return (json.loads(message) for message in messages(world, function) if message.startswith("{"))
