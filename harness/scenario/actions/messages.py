"""Messages by hand, to topics, queues and buses, and dead letters back to where they belong."""

import json
from typing import Annotated, Any
from uuid import uuid4

from pydantic import Field

from harness.scenario.queues import drain
from harness.scenario.world import World, WorldError


def publish(world: World, topic: str, message: str) -> str:
    """Publish a message to a topic; returns its id.

    Args:
        world: the scenario's.
        topic: the stack's output with the topic's ARN, e.g. `CompletionTopicArn`.
        message: its text.
    """
    return str(world.client("sns").publish(TopicArn=world.output(topic), Message=message)["MessageId"])


def send(
    world: World,
    queue: str,
    body: Any,
    group: str | None = None,
    deduplication: str | None = None,
    times: Annotated[int, Field(ge=1)] = 1,
) -> list[str]:
    """Send a message to a queue, or several; returns their ids.

    Args:
        world: the scenario's.
        queue: the stack's output with the queue's URL, e.g. `CompletionQueueUrl`.
        body: its text; anything else is sent as JSON.
        group: message group, for a FIFO queue.
        deduplication: deduplication id, for a FIFO queue, which then keeps one message of several; left out, each has
            one of its own.
        times: how often it is sent.
    """
    sqs, url = world.client("sqs"), world.output(queue)
    text = body if isinstance(body, str) else json.dumps(body)

    def send_one() -> str:
        fifo = {"MessageGroupId": group, "MessageDeduplicationId": deduplication or uuid4().hex} if group else {}
        return str(sqs.send_message(QueueUrl=url, MessageBody=text, **fifo)["MessageId"])

    return [send_one() for _ in range(times)]


def put_event(world: World, source: str, detail_type: str, detail: dict[str, Any], bus: str = "default") -> str:
    """Put an event on a bus; returns its id.

    Args:
        world: the scenario's.
        source: who tells of it; `aws.` is for AWS alone.
        detail_type: what it is about.
        detail: what it tells.
        bus: its name, or the stack's output with it.

    Raises:
        WorldError: the bus refused it.
    """
    entry = {
        "Source": source,
        "DetailType": detail_type,
        "Detail": json.dumps(detail),
        "EventBusName": world.outputs.get(bus, bus),
    }
    (answer,) = world.client("events").put_events(Entries=[entry])["Entries"]
    if "EventId" not in answer:
        raise WorldError(f"The bus refused the event: {answer.get('ErrorCode')}: {answer.get('ErrorMessage')}")
    return str(answer["EventId"])


def redrive(world: World, queue: str, to: str | None = None) -> int:
    """Give the messages of a dead-letter queue another chance, as an operator does; returns how many there were.

    Without `to` SQS moves them to the queue from which each came. What EventBridge, SNS or Lambda has buried came from
    no queue: then `to` says who is to get it.

    Args:
        world: the scenario's.
        queue: the stack's output with the dead-letter queue's URL.
        to: the stack's output with another queue's URL, or with the name of a function that is invoked
            asynchronously with each event that couldn't be delivered to it, or that it failed on.
    """
    sqs, url = world.client("sqs"), world.output(queue)
    if to is not None:
        return drain(sqs, url, lambda message: _pass_on(world, message, world.output(to)))
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn", "ApproximateNumberOfMessages"])[
        "Attributes"
    ]
    sqs.start_message_move_task(SourceArn=attributes["QueueArn"])
    return int(attributes["ApproximateNumberOfMessages"])


def _pass_on(world: World, message: dict[str, Any], to: str) -> None:
    if not to.startswith("http"):
        world.client("lambda").invoke(FunctionName=to, InvocationType="Event", Payload=_event_of(message["Body"]))
        return
    group = message["Attributes"].get("MessageGroupId")
    fifo = {"MessageGroupId": group, "MessageDeduplicationId": uuid4().hex} if group else {}
    world.client("sqs").send_message(QueueUrl=to, MessageBody=message["Body"], **fifo)


def _event_of(body: str) -> str:
    """The event of a dead letter: EventBridge and SNS bury it as it is, Lambda in a record of its last invocation.
    Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"""
    letter = json.loads(body)
    is_record = isinstance(letter, dict) and {"requestContext", "requestPayload"} <= letter.keys()
    return json.dumps(letter["requestPayload"]) if is_record else body
