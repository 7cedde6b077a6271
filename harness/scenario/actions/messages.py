"""Messages by hand, to topics and queues."""

from harness.scenario.world import World


def publish(world: World, topic: str, message: str) -> str:
    """Publish a message to a topic; returns its id.

    Args:
        world: the scenario's.
        topic: the stack's output with the topic's ARN, e.g. `CompletionTopicArn`.
        message: its text.
    """
    return str(world.client("sns").publish(TopicArn=world.output(topic), Message=message)["MessageId"])


def send(world: World, queue: str, body: str, group: str | None = None, deduplication: str | None = None) -> str:
    """Send a message to a queue; returns its id.

    Args:
        world: the scenario's.
        queue: the stack's output with the queue's URL, e.g. `CompletionQueueUrl`.
        body: its text.
        group: message group, for a FIFO queue.
        deduplication: deduplication id, for a FIFO queue.
    """
    fifo = {"MessageGroupId": group, "MessageDeduplicationId": deduplication}
    given = {name: value for name, value in fifo.items() if value is not None}
    answer = world.client("sqs").send_message(QueueUrl=world.output(queue), MessageBody=body, **given)
    return str(answer["MessageId"])


def redrive(world: World, queue: str) -> None:
    """Move the messages of a dead-letter queue back to where they came from, as an operator does.

    Args:
        world: the scenario's.
        queue: the stack's output with the dead-letter queue's URL.
    """
    sqs = world.client("sqs")
    attributes = sqs.get_queue_attributes(QueueUrl=world.output(queue), AttributeNames=["QueueArn"])
    sqs.start_message_move_task(SourceArn=attributes["Attributes"]["QueueArn"])
