"""What consumers of one FIFO group see of each other's messages, and what a queue remembers of those that are gone."""

from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from localstack.services.sqs import models
from localstack.services.sqs.models import FifoQueue

from harness.engine.plugins.patches import fifo_groups_lock, fifo_queues_forget

LONG = 1000


@pytest.fixture(autouse=True, scope="module")
def patched() -> None:
    fifo_groups_lock.apply(models)
    fifo_queues_forget.apply(models)


def fifo_queue() -> FifoQueue:
    attributes = {"FifoQueue": "true", "ContentBasedDeduplication": "true", "VisibilityTimeout": str(LONG)}
    return FifoQueue("work.fifo", "us-east-1", "000000000000", attributes)


def send(queue: FifoQueue, *bodies: str) -> None:
    for body in bodies:
        message: Any = {"MessageId": body, "Body": body, "Attributes": {}}
        queue.put(message, message_group_id="deed", message_deduplication_id=body)


def receive(queue: FifoQueue, count: int = 10) -> dict[str, str]:
    """Bodies with their receipt handles, in order of delivery."""
    result = queue.receive(count)
    bodies = [message.message["Body"] for message in result.successful]
    return dict(zip(bodies, result.receipt_handles, strict=True))


def test_a_new_message_waits_until_its_group_is_done() -> None:
    queue = fifo_queue()
    send(queue, "a", "b")
    taken = receive(queue)

    send(queue, "c")
    assert receive(queue) == {}

    for handle in taken.values():
        queue.remove(handle)
    assert list(receive(queue)) == ["c"]


def test_a_message_that_is_back_does_not_unlock_those_still_in_flight() -> None:
    queue = fifo_queue()
    send(queue, "a", "b")
    taken = receive(queue)

    queue.update_visibility_timeout(taken["a"], 0)
    assert receive(queue) == {}

    queue.update_visibility_timeout(taken["b"], 0)
    assert list(receive(queue)) == ["a", "b"]


def test_a_new_message_does_not_overtake_a_batch_that_timed_out() -> None:
    queue = fifo_queue()
    send(queue, "a", "b")
    taken = receive(queue)
    for handle in reversed(taken.values()):
        queue.update_visibility_timeout(handle, 0)
    send(queue, "c")

    assert list(receive(queue, 2)) == ["a", "b"]
    assert receive(queue) == {}


@given(st.lists(st.sampled_from(["send", "receive", "delete", "return"]), max_size=40))
def test_whatever_consumers_do_a_group_is_delivered_in_order_and_not_twice_at_once(steps: list[str]) -> None:
    queue, sent = fifo_queue(), 0
    in_flight: dict[str, str] = {}
    done: list[str] = []
    for step in steps:
        if step == "send":
            send(queue, f"{sent:03}")
            sent += 1
        elif step == "receive":
            received = receive(queue, 2)
            assert not received or not in_flight, "the group was delivered to two consumers"
            in_flight.update(received)
        elif step == "delete" and in_flight:
            body = min(in_flight)
            queue.remove(in_flight.pop(body))
            done.append(body)
        elif step == "return" and in_flight:
            body = max(in_flight)
            queue.update_visibility_timeout(in_flight.pop(body), 0)

    assert done == sorted(done)
    assert bool(queue.message_groups) is (len(done) < sent)


def test_a_group_is_forgotten_with_its_last_message_and_can_come_back() -> None:
    queue = fifo_queue()
    for body in "a", "b":
        send(queue, body)
        (handle,) = receive(queue).values()
        assert queue.message_groups

        queue.remove(handle)
        assert not queue.message_groups


def test_a_group_whose_messages_have_expired_is_forgotten() -> None:
    queue = fifo_queue()
    with time_machine.travel(1_000_000) as now:
        send(queue, "a")
        now.shift(queue.message_retention_period + 1)
        queue.remove_expired_messages()

        assert not queue.message_groups
        send(queue, "b")
        assert list(receive(queue)) == ["b"]


def test_a_deduplication_id_is_forgotten_after_five_minutes_and_no_earlier() -> None:
    queue = fifo_queue()
    with time_machine.travel(1_000_000) as now:
        send(queue, "a")
        now.shift(200)
        send(queue, "b")
        now.shift(99)
        send(queue, "a")
        assert list(receive(queue)) == ["a", "b"]
        assert list(queue.deduplication) == ["a", "b"]

        now.shift(2)
        send(queue, "c")
        assert list(queue.deduplication) == ["b", "c"]
