"""What holds documents that haven't ended: queues, and what the engine says is at work."""

from collections.abc import Mapping

from harness.clients import Clients
from harness.load.gauges import read_gauges
from harness.scenario.queues import depth_of


def queue_urls(outputs: Mapping[str, str]) -> dict[str, str]:
    """URL of every queue of a stack, by the name of the stack's output without its ending."""
    return {name.removesuffix("Url"): url for name, url in outputs.items() if name.endswith("QueueUrl")}


def holders(clients: Clients, outputs: Mapping[str, str]) -> dict[str, int]:
    """How many documents each queue, the functions and Textract may hold now.

    Raises:
        ControlError: the engine doesn't say.
    """
    sqs = clients.client("sqs")
    held = {name: depth_of(sqs, url) for name, url in queue_urls(outputs).items()}
    gauges = read_gauges(clients)
    for name, function in gauges.functions.items():
        held[f"function {name}"] = function.running + function.waiting
    for name, count in gauges.jobs.items():
        held[f"{name} jobs"] = count
    return held
