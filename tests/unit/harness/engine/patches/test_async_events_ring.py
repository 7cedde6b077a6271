"""How many asynchronous events a function takes at once."""

import threading
from types import SimpleNamespace
from typing import Any

from harness.engine.plugins.patches.async_events_ring import AT_ONCE, EventIntake
from harness.engine.plugins.patches.async_invokes_wait_for_a_place import CONCURRENCY, InvokerPool
from tests.waiting import eventually


class Queue:
    """A function's internal queue, full of events: both LocalStack's client and its manager."""

    arn = "arn:aws:sqs:us-east-1:000000000000:internal"

    def __init__(self) -> None:
        self.queue_manager = self
        self.wanted: list[int] = []

    def get_queue(self, _url: str) -> "Queue":
        return self

    def receive_message(self, *, MaxNumberOfMessages: int, **_request: Any) -> dict[str, Any]:  # noqa: N803
        self.wanted.append(MaxNumberOfMessages)
        return {"Messages": ["event"] * MaxNumberOfMessages}


class Function:
    """LocalStack's poller of a function whose invocations last until `gate` is open."""

    event_queue_url = "internal"
    version_manager = SimpleNamespace(function_version=SimpleNamespace(config=SimpleNamespace(timeout=900)))

    def __init__(self) -> None:
        self._shutdown_event = threading.Event()
        self.invoker_pool = InvokerPool()
        self.gate = threading.Event()

    def handle_message(self, _event: str) -> None:
        self.gate.wait(60)

    def stop(self) -> None:
        """Before the next event is taken."""
        self._shutdown_event.set()
        self.invoker_pool.shutdown()


def test_no_more_events_are_taken_than_can_begin_lest_they_be_delivered_again_while_they_wait() -> None:
    queue, function = Queue(), Function()
    intake = threading.Thread(target=EventIntake(function, queue).run, daemon=True)
    intake.start()
    try:
        eventually(lambda: sum(queue.wanted) >= CONCURRENCY)

        assert queue.wanted == [AT_ONCE, AT_ONCE, AT_ONCE, CONCURRENCY - 3 * AT_ONCE]
    finally:
        function.stop()
        function.gate.set()
        intake.join(60)
    assert not intake.is_alive()
