"""When a mapping asks its queue, and what stops it."""

import threading
from typing import Any

from harness.engine.plugins.bells import BELLS
from harness.engine.plugins.patches.mappings_stop_at_once import maximum_concurrency
from harness.engine.plugins.patches.sqs_mappings_drain import DEFAULT_CONCURRENCY, QueueIntake

ARN = "arn:aws:sqs:us-east-1:000000000000:work"


class FakePoller:
    """An `SqsPoller` whose queue is a list; `asked` is released for each look at it."""

    source_arn = ARN
    queue_url = "http://localhost/work"
    maximum_batching_window = 0

    def __init__(self, batch_size: int = 10) -> None:
        self.batch_size = batch_size
        self.queue: list[str] = []
        self.asked = threading.Semaphore(0)
        self.handled = threading.Semaphore(0)
        self.batches: list[list[str]] = []
        self.source_client = self

    def receive_message(self, *, MaxNumberOfMessages: int, **_request: Any) -> dict[str, Any]:  # noqa: N803
        taken, self.queue = self.queue[:MaxNumberOfMessages], self.queue[MaxNumberOfMessages:]
        self.asked.release()
        return {"Messages": taken} if taken else {}

    def handle_messages(self, batch: list[str]) -> None:
        self.batches.append(batch)
        self.handled.release()


def in_thread(intake: QueueIntake) -> threading.Thread:
    thread = threading.Thread(target=intake.take_batch, daemon=True)
    thread.start()
    return thread


def test_an_idle_mapping_asks_once_and_then_waits_for_the_bell() -> None:
    poller = FakePoller()
    intake = QueueIntake(poller)
    in_thread(intake)

    assert poller.asked.acquire(timeout=60)
    assert not poller.asked.acquire(timeout=0.2)

    poller.queue.append("message")
    BELLS.ring(ARN)
    assert poller.handled.acquire(timeout=60)
    assert poller.batches == [["message"]]
    intake.close()


def test_a_waiting_mapping_ends_when_it_is_closed() -> None:
    poller = FakePoller()
    intake = QueueIntake(poller)
    thread = in_thread(intake)
    assert poller.asked.acquire(timeout=60)

    intake.close()

    thread.join(60)
    assert not thread.is_alive()
    poller.queue.append("later")
    intake.take_batch()
    assert poller.queue == ["later"]


def test_a_batch_that_fails_does_not_stop_the_next() -> None:
    class Failing(FakePoller):
        def handle_messages(self, batch: list[str]) -> None:
            super().handle_messages(batch)
            raise RuntimeError("as always")

    poller = Failing(batch_size=1)
    poller.queue = ["a", "b", "c"]
    intake = QueueIntake(poller)

    for _message in "abc":
        intake.take_batch()

    assert all(poller.handled.acquire(timeout=60) for _message in "abc")
    assert sorted(poller.batches) == [["a"], ["b"], ["c"]]
    intake.close()


def test_the_scaling_configuration_limits_a_mapping() -> None:
    assert maximum_concurrency({"ScalingConfig": {"MaximumConcurrency": 2}}) == 2
    assert maximum_concurrency({"ScalingConfig": {}}) == DEFAULT_CONCURRENCY
    assert maximum_concurrency({}) == DEFAULT_CONCURRENCY
