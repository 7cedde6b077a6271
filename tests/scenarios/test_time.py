"""How time passes in a scenario: from where, and how far."""

from datetime import datetime
from threading import Semaphore

import pytest

from harness.clock import Clock, ClockState
from harness.scenario.actions.requests import invoke
from harness.scenario.patience import Patience
from harness.scenario.world import World
from tests.integration.lambda_functions import Functions
from tests.waiting import PATIENCE


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


@pytest.fixture
def sleeping(world: World) -> str:
    """A function that sleeps for a minute."""
    return Functions(world.clients).create("import time\ndef handler(*_):\n    time.sleep(60)\n", Timeout=120)


def test_a_call_that_waits_for_a_function_is_waited_for(world: World, sleeping: str) -> None:
    began = world.clock.now()

    assert invoke(world, sleeping)["error"] is None

    assert round((world.clock.now() - began).total_seconds(), 2) == 60


def test_time_stands_still_while_a_call_is_on_its_way_though_somebody_elses_waits(
    world: World, sleeping: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoke(world, sleeping, asynchronous=True)
    world.clock.settle()
    began, looked, advance = world.clock.now(), Semaphore(0), Clock.advance

    def look(clock: Clock, seconds: float) -> ClockState:
        looked.release()
        return advance(clock, seconds)

    def dawdle() -> datetime:
        """Until time could have been moved: a command needs a while before its first call, too."""
        assert all(looked.acquire(timeout=PATIENCE) for _look in range(3))
        return world.clock.now()

    monkeypatch.setattr(Clock, "advance", look)
    assert world.clock.during(dawdle) == began
