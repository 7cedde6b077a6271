"""Topics of the scenario's own, and what is published there."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_pascal

from harness.scenario.queues import drain
from harness.scenario.world import World, WorldError


class Heard(BaseModel):
    """A notice, as SNS puts it into a queue.

    Attributes:
        message_id: SNS's: the same for whatever comes of one publication.
        timestamp: when it was published.
        message: what was published.
    """

    model_config = ConfigDict(frozen=True, alias_generator=to_pascal, populate_by_name=True)

    message_id: str
    timestamp: datetime
    message: str


@dataclass
class Listener:
    """A topic, and the queue that hears whatever is published to it.

    Attributes:
        topic_arn: of the topic.
        queue_url: of the queue.
        heard: what was heard, by SNS's id; what SNS or SQS repeated counts once.
    """

    topic_arn: str
    queue_url: str
    heard: dict[str, Heard] = field(default_factory=dict)

    def hear(self, message: dict[str, Any]) -> None:
        """Remember a message of the queue."""
        heard = Heard.model_validate_json(message["Body"])
        self.heard.setdefault(heard.message_id, heard)


def listen(world: World, name: str) -> Listener:
    """Make a topic and a queue of this name, unless the world has them, and listen from now on."""
    if name not in world.listeners:
        sns, sqs = world.client("sns"), world.client("sqs")
        topic = sns.create_topic(Name=name)["TopicArn"]
        arn = topic.replace(":sns:", ":sqs:")
        url = sqs.create_queue(QueueName=name, Attributes={"Policy": _policy(topic, arn)})["QueueUrl"]
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
        world.listeners[name] = Listener(topic, url)
    return world.listeners[name]


def heard(world: World, name: str) -> list[Heard]:
    """What was published so far, each once, oldest first.

    Raises:
        WorldError: nobody listens there.
    """
    if name not in world.listeners:
        known = ", ".join(sorted(world.listeners)) or "nowhere"
        raise WorldError(f"The scenario doesn't listen to {name!r}.", hint=f"It listens to: {known}.")
    listener = world.listeners[name]
    drain(world.client("sqs"), listener.queue_url, listener.hear)
    return sorted(listener.heard.values(), key=lambda one: one.timestamp)


def stop_listening(world: World) -> None:
    """Remove the topics and queues."""
    for listener in world.listeners.values():
        world.client("sns").delete_topic(TopicArn=listener.topic_arn)
        world.client("sqs").delete_queue(QueueUrl=listener.queue_url)
    world.listeners.clear()


def _policy(topic: str, queue: str) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
