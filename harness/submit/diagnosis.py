"""Where to look when a document doesn't arrive."""

from collections.abc import Sequence

from harness.clients import Clients
from harness.submit.aws_errors import explained
from harness.submit.journey import Journey
from harness.submit.pipeline import Pipeline


def diagnose(journeys: Sequence[Journey], pipeline: Pipeline, clients: Clients) -> list[str]:
    """Say which dead-letter queues hold messages, and whose logs tell about the hops that weren't reached.

    Args:
        journeys: of the documents that stopped on the way.

    Raises:
        SubmitError: the engine doesn't answer.
    """
    functions = {pipeline.outputs.get(journey.next_hop.function) for journey in journeys if journey.next_hop}
    endpoint = f" --endpoint-url {clients.endpoint}" if clients.endpoint else ""
    return _dead_letters(pipeline, clients) + [
        f"Log of the function that should have come next: aws{endpoint} logs filter-log-events --output text "
        f"--query 'events[].message' --log-group-name /aws/lambda/{function}"
        for function in sorted(filter(None, functions))
    ]


def _dead_letters(pipeline: Pipeline, clients: Clients) -> list[str]:
    depths = {url: _depth(clients, url) for url in pipeline.dead_letter_queues.values()}
    filled = [f"{depth} in dead-letter queue {url}" for url, depth in depths.items() if depth]
    return filled or ["No dead-letter queue of the stack holds a message: what was uploaded is still on its way."]


def _depth(clients: Clients, url: str) -> int:
    with explained(f"read the depth of {url}"):
        answer = clients.client("sqs").get_queue_attributes(
            QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"]
        )
    return int(answer["Attributes"]["ApproximateNumberOfMessages"])
