"""What lies in queues."""

from harness.scenario.queues import depth_of
from harness.scenario.world import World


def queue_depth(world: World, queue: str) -> int:
    """How many messages a queue holds: waiting, in somebody's hands, and delayed.

    Args:
        world: the scenario's.
        queue: the stack's output with the queue's URL, e.g. `DeadLetterQueueUrl`.
    """
    return depth_of(world.client("sqs"), world.output(queue))
