"""What holds documents that haven't ended: queues, and what the engine says is at work."""

from collections.abc import Mapping
from typing import Final

from harness.clients import Clients
from harness.gauges import read_gauges
from harness.scenario.queues import depth_of

DEAD_LETTERS: Final = "DeadLetterQueue"
"""Ending of the names of dead-letter queues."""

FUNCTION_NAME_FIELD: Final = 6
"""Where the name is in a function's ARN, whose fields colons separate."""


def queue_urls(outputs: Mapping[str, str]) -> dict[str, str]:
    """URL of every queue of a stack, by the name of the stack's output without its ending."""
    return {name.removesuffix("Url"): url for name, url in outputs.items() if name.endswith("QueueUrl")}


def fed_by_queues(clients: Clients) -> frozenset[str]:
    """Names of the functions that take messages from queues: while they work, the queue still counts the message."""
    pages = clients.client("lambda").get_paginator("list_event_source_mappings").paginate()
    arns = [mapping["FunctionArn"] for page in pages for mapping in page["EventSourceMappings"]]
    return frozenset(arn.split(":")[FUNCTION_NAME_FIELD] for arn in arns)


def dead_letters(clients: Clients, outputs: Mapping[str, str]) -> dict[str, int]:
    """How many messages each dead-letter queue has now."""
    sqs = clients.client("sqs")
    return {name: depth_of(sqs, url) for name, url in queue_urls(outputs).items() if name.endswith(DEAD_LETTERS)}


def holders(clients: Clients, outputs: Mapping[str, str], left: Mapping[str, int]) -> dict[str, int]:
    """How many documents of a run each queue, the functions and Textract may hold now.

    Args:
        clients: of the account.
        outputs: of the deployed stack.
        left: what dead-letter queues had when the run began: nothing of that is the run's, and it would hide losses.

    Raises:
        ControlError: the engine doesn't say.
    """
    sqs = clients.client("sqs")
    held = {name: max(0, depth_of(sqs, url) - left.get(name, 0)) for name, url in queue_urls(outputs).items()}
    gauges, fed = read_gauges(clients), fed_by_queues(clients)
    for name, function in gauges.functions.items():
        held[f"function {name}"] = function.waiting + (0 if name in fed else function.running)
    for name, count in gauges.jobs.items():
        held[f"{name} jobs"] = count
    return held
