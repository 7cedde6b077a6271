"""How time passes in a scenario: from where, and how far."""

from harness.scenario.patience import Patience
from harness.scenario.world import World


def send_late(world: World, queue: str, seconds: int) -> None:
    """Send a message that appears after so many seconds to a new queue, whose URL is the output of its name."""
    sqs = world.client("sqs")
    world.outputs[queue] = sqs.create_queue(QueueName=queue)["QueueUrl"]
    sqs.send_message(QueueUrl=world.output(queue), MessageBody="late", DelaySeconds=seconds)


def test_time_begins_a_millisecond_after_a_full_minute_however_often(world: World) -> None:
    began = world.clock.now()

    world.clock.pause(17.123456789)
    world.clock.round_up()

    for now in (began, world.clock.now()):
        assert (now.second, now.microsecond) == (0, 1000)
    assert (world.clock.now() - began).total_seconds() == 60


def test_a_wait_ends_when_it_comes_true_whatever_others_wait_for(world: World) -> None:
    began = world.clock.now()
    send_late(world, "others", 4)
    world.clock.pause(0.5)
    send_late(world, "mine", 4)
    patience = Patience(world.clock, 60)

    while not world.client("sqs").receive_message(QueueUrl=world.output("mine")).get("Messages"):
        assert patience.wait()

    assert round((world.clock.now() - began).total_seconds(), 2) == 4.5
