"""What lies in queues, and how often it was received."""

from collections import defaultdict

from harness.engine.happening import Kind
from harness.scenario.happenings import happened, seconds
from harness.scenario.queues import depth_of, name_of
from harness.scenario.world import World


def queue_depth(world: World, queue: str) -> int:
    """How many messages a queue holds: waiting, in somebody's hands, and delayed.

    Args:
        world: the scenario's.
        queue: the stack's output with the queue's URL, e.g. `DeadLetterQueueUrl`.
    """
    return depth_of(world.client("sqs"), world.output(queue))


def receives_of(world: World, queue: str) -> list[int]:
    """How often each message of a queue was received, in the order in which they were sent.

    Args:
        world: the scenario's.
        queue: the stack's output with the queue's URL.
    """
    return [len(times) for times in receive_times(world, queue)]


def receive_times(world: World, queue: str) -> list[list[float]]:
    """When each message of a queue was received, in seconds since it was sent, in the order in which they were sent.

    Args:
        world: the scenario's.
        queue: the stack's output with the queue's URL.
    """
    name = name_of(world.output(queue))
    sent = {one.subject: one.at for one in happened(world, [Kind.MESSAGE_SENT], name)}
    received: defaultdict[str, list[float]] = defaultdict(list)
    for one in happened(world, [Kind.MESSAGE_RECEIVED], name):
        if one.subject in sent:
            received[one.subject].append(seconds(sent[one.subject], one.at))
    return [received[message] for message in sent]


def moved_after(world: World, queue: str) -> list[float]:
    """After how many seconds each message that a queue gave up went to its dead-letter queue.

    Args:
        world: the scenario's.
        queue: the stack's output with the queue's URL.
    """
    name = name_of(world.output(queue))
    sent = {one.subject: one.at for one in happened(world, [Kind.MESSAGE_SENT], name)}
    moved = happened(world, [Kind.MESSAGE_MOVED], name)
    return [seconds(sent[one.subject], one.at) for one in moved if one.subject in sent]
