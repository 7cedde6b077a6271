"""What tests in virtual time look at."""

import itertools
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from harness.clients import Clients
from harness.clock import Clock, ClockState
from tests.waiting import eventually

FAILING = """
    import time

    def handler(event, context):
        print(f"at {time.time()}")
        raise ValueError("no")
"""


def received(sqs: Any, url: str, count: int = 1, wait: int = 0) -> list[str]:
    """The bodies of the messages that one receive gets."""
    answer = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=wait, MaxNumberOfMessages=count)
    return [message["Body"] for message in answer.get("Messages", [])]


def printed_times(aws: Clients, function: str) -> list[float]:
    """When a function ran that prints `at` and the time."""
    events = aws.client("logs").filter_log_events(logGroupName=f"/aws/lambda/{function}")["events"]
    return sorted(float(event["message"].split()[1]) for event in events if event["message"].startswith("at "))


def gaps(times: list[float]) -> list[float]:
    """The seconds between one time and the next."""
    return [later - earlier for earlier, later in itertools.pairwise(times)]


@contextmanager
def waiting(clock: Clock, call: Any, *args: Any, **kwargs: Any) -> Iterator[Future[Any]]:
    """A call that waits in the engine, while time stands still; its answer is there at the end of the block."""
    clock.set_rate(0)
    others = _waits(clock.advance(0))  # earlier tests may have left some
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(call, *args, **kwargs)
        eventually(lambda: _waits(clock.show()) > others)
        yield future


def _waits(state: ClockState) -> int:
    """For how many moments something is about to happen."""
    return sum(sleeper.pending for sleeper in state.sleepers)
