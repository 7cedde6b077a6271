"""How often a notice is tried, when, and what becomes of it in the end."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError, ConnectionClosedError
from hypothesis import given
from hypothesis import strategies as st

from harness.engine.plugins.eventbridge.failure import Failure
from harness.engine.plugins.sns.delivery import Delivery
from harness.engine.plugins.sns.retry_policy import AWS_MANAGED, CUSTOMER_MANAGED, Backoff, RetryPolicy, policy_of

DAY = 24 * 3600
LOST: Exception = ConnectionClosedError(endpoint_url="http://somewhere")


def answer(code: str, status: int) -> ClientError:
    response: Any = {"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response, "SendMessage")


def web_answer(status: int) -> requests.HTTPError:
    response = requests.Response()
    response.status_code = status
    return requests.HTTPError(response=response)


class World:
    """A subscriber that fails, and a clock that moves when there is nothing else to do.

    Args:
        outcomes: of the attempts; the last one repeats itself.
        lateness: seconds by which whoever waits wakes too late.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *outcomes: Exception | None, lateness: float = 0) -> None:
        self.now = 0.0
        self.attempts: list[float] = []
        self.buried: list[float] = []
        self.told: list[tuple[str, int]] = []
        self._outcomes = outcomes
        self._lateness = lateness
        self._waiting: list[tuple[float, Callable[[], None]]] = []
        monkeypatch.setattr("time.time", lambda: self.now)

    def deliver(self, policy: RetryPolicy) -> None:
        bury = self.buried.append
        Delivery(self._attempt, policy, self._later, lambda _failure: bury(self.now), self).run()
        while self._waiting:
            due, function = self._waiting.pop()
            self.now = due + self._lateness
            function()

    def _attempt(self) -> None:
        self.attempts.append(self.now)
        outcome = self._outcomes[min(len(self.attempts), len(self._outcomes)) - 1]
        if outcome:
            raise outcome

    def _later(self, due: float, function: Callable[[], None]) -> None:
        self._waiting.append((due, function))

    def delivered(self, attempt: int) -> None:
        self.told.append(("delivered", attempt))

    def failed(self, attempt: int, failure: Failure, due: float | None) -> None:
        if due is None:
            self.told.append(("failed for good", attempt))

    def given_up(self, attempts: int, failure: Failure) -> None:
        self.told.append(("given up", attempts))


def test_a_function_is_tried_for_twenty_three_days() -> None:
    delays = [AWS_MANAGED.delay(retry) or 0 for retry in range(1, 100_016)]

    assert delays[:6] == [0, 0, 0, 1, 1, 1]
    assert delays[5:15] == sorted(delays[5:15])
    assert set(delays[14:]) == {20}
    assert AWS_MANAGED.delay(100_016) is None
    assert 23 * DAY < sum(delays) < 24 * DAY


def test_what_is_never_taken_is_buried_after_the_last_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, LOST)

    world.deliver(RetryPolicy(shortest=5, longest=15, retries=4, without_delay=1))

    assert world.attempts == [0, 0, 5, 15, 30]
    assert world.buried == [30]
    assert world.told == [("failed for good", 5), ("given up", 5)]


def test_attempts_that_a_leap_passes_over_count(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, LOST, lateness=3600)

    world.deliver(AWS_MANAGED)

    assert len(world.attempts) < 600
    assert 23 * DAY < world.buried[0] < 24 * DAY


def test_a_subscriber_that_recovers_gets_the_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, LOST, LOST, None)

    world.deliver(AWS_MANAGED)

    assert world.told == [("delivered", 3)]
    assert world.buried == []


@pytest.mark.parametrize(
    "error",
    [
        answer("AWS.SimpleQueueService.NonExistentQueue", 400),
        answer("ResourceNotFoundException", 404),
        answer("AccessDenied", 403),
        web_answer(404),
        web_answer(400),
    ],
    ids=str,
)
def test_what_no_retry_would_help_is_buried_at_once(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    world = World(monkeypatch, error)

    world.deliver(AWS_MANAGED)

    assert (world.attempts, world.buried) == ([0], [0])


@pytest.mark.parametrize(
    "error",
    [answer("TooManyRequestsException", 429), answer("ServiceUnavailable", 503), web_answer(429), web_answer(502)],
    ids=str,
)
def test_what_may_pass_is_retried(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    world = World(monkeypatch, error, None)

    world.deliver(AWS_MANAGED)

    assert world.told == [("delivered", 2)]


def test_a_mailbox_is_tried_for_six_hours() -> None:
    delays = [CUSTOMER_MANAGED.delay(retry) for retry in range(1, 51)]

    assert delays[:2] == [10, 10]
    assert delays[-38:] == [600] * 38
    assert CUSTOMER_MANAGED.delay(51) is None
    assert 6 * 3600 < sum(delay or 0 for delay in delays) < 7.5 * 3600


def test_a_web_server_is_tried_three_times_more_unless_the_topic_or_the_subscription_says_otherwise() -> None:
    web = {"Protocol": "https"}
    own = {**web, "DeliveryPolicy": json.dumps({"healthyRetryPolicy": {"numRetries": 1, "minDelayTarget": 5}})}
    of_topic = {"defaultHealthyRetryPolicy": {"numRetries": 2, "minDelayTarget": 7, "maxDelayTarget": 9}}
    strict = {**of_topic, "disableSubscriptionOverrides": True}

    def delays(subscriber: dict[str, str], http: dict[str, Any]) -> list[float | None]:
        policy = policy_of(subscriber, {"delivery_policy": json.dumps({"http": http})})
        return [policy.delay(retry) for retry in range(1, policy.retries + 2)]

    assert delays(web, {}) == [20, 20, 20, None]
    assert delays(web, of_topic) == [7, 9, None]
    assert delays(own, of_topic) == [5, None]
    assert delays(own, strict) == [7, 9, None]


@given(
    st.sampled_from(Backoff),
    st.floats(1, 100),
    st.floats(1, 36),
    st.integers(0, 5),
    st.integers(0, 5),
    st.integers(1, 20),
)
def test_delays_grow_from_the_shortest_to_the_longest(
    backoff: Backoff, shortest: float, factor: float, at_once: int, short: int, growing: int
) -> None:
    policy = RetryPolicy(
        shortest=shortest,
        longest=shortest * factor,
        retries=at_once + short + growing + 1,
        without_delay=at_once,
        with_shortest=short,
        with_longest=1,
        backoff=backoff,
    )

    delays = [policy.delay(retry) or 0 for retry in range(1, policy.retries + 1)]

    assert delays == pytest.approx(sorted(delays))
    assert delays[:at_once] == [0] * at_once
    assert delays[at_once] == pytest.approx(shortest)
    assert delays[-1] == pytest.approx(shortest * factor)
