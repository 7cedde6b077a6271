"""How often an event is tried, when, and what becomes of it in the end."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError
from hypothesis import given
from hypothesis import strategies as st

from harness.engine.plugins.eventbridge.dead_letter import DeadLetter
from harness.engine.plugins.eventbridge.delivery import Delivery
from harness.engine.plugins.eventbridge.failure import ErrorCode, Failure
from harness.engine.plugins.eventbridge.policy import MAXIMUM_AGE_SECONDS, MAXIMUM_ATTEMPTS, RetryPolicy

QUEUE = "arn:aws:sqs:us-east-1:000000000000:dead"


def answer(code: str, status: int) -> ClientError:
    response: Any = {"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response, "Invoke")


class World:
    """Runs what is to run later at once, and notes when that would have been."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, outcomes: list[Exception | None]) -> None:
        self.now = 1000.0
        self.outcomes = outcomes
        self.waits: list[float] = []
        self.events: list[dict[str, Any]] = []
        self.letters: list[tuple[str, DeadLetter]] = []
        self.told: list[tuple[str, int]] = []
        monkeypatch.setattr("time.time", lambda: self.now)

    def attempt(self, event: dict[str, Any]) -> None:
        self.events.append(event)
        outcome = self.outcomes[min(len(self.events), len(self.outcomes)) - 1]
        event["changed"] = "by the attempt"
        if outcome:
            raise outcome

    def later(self, due: float, function: Callable[[], None]) -> None:
        self.waits.append(due - self.now)
        self.now = due
        function()

    def delivered(self, attempt: int) -> None:
        self.told.append(("delivered", attempt))

    def failed(self, attempt: int, failure: Failure, due: float | None) -> None:
        self.told.append(("failed for good" if due is None else f"failed, next in {due - self.now:.0f} s", attempt))

    def given_up(self, letter: DeadLetter, queue_arn: str) -> None:
        self.told.append((f"given up to {queue_arn}", letter.retries + 1))

    def deliver(self, **target: Any) -> None:
        Delivery(
            attempt=self.attempt,
            event={"id": "event"},
            target={"Arn": "target", "DeadLetterConfig": {"Arn": QUEUE}, **target},
            rule_arn="rule",
            later=self.later,
            bury=lambda queue, letter: self.letters.append((queue, letter)),
            watches=[self],
            started=self.now,
        ).run()


THROTTLED = answer("TooManyRequestsException", 429)
GONE = answer("ResourceNotFoundException", 404)


def test_an_event_that_is_taken_is_delivered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, [None])
    world.deliver()

    assert (len(world.events), world.letters) == (1, [])


def test_retries_back_off_exponentially_until_the_target_recovers(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, [THROTTLED, THROTTLED, THROTTLED, None])
    world.deliver()

    assert world.waits == [1, 2, 4]
    assert world.letters == []


def test_each_attempt_gets_the_event_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, [THROTTLED, None])
    world.deliver()

    assert world.events == [{"id": "event", "changed": "by the attempt"}] * 2


def test_an_event_is_buried_after_its_last_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, [THROTTLED])
    world.deliver(RetryPolicy={"MaximumRetryAttempts": 3})

    assert len(world.events) == 4
    ((queue, letter),) = world.letters
    assert queue == QUEUE
    assert letter.event == {"id": "event"}
    attributes = {name: value["StringValue"] for name, value in letter.attributes().items()}
    assert attributes["ERROR_CODE"] == "THROTTLING"
    assert attributes["EXHAUSTED_RETRY_CONDITION"] == "MaximumRetryAttempts"
    assert attributes["RETRY_ATTEMPTS"] == "3"


def test_an_event_is_buried_before_it_would_be_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, [THROTTLED])
    world.deliver(RetryPolicy={"MaximumEventAgeInSeconds": 60})

    assert world.waits == [1, 2, 4, 8, 16]
    assert world.letters[0][1].attributes()["EXHAUSTED_RETRY_CONDITION"]["StringValue"] == "MaximumEventAgeInSeconds"


def test_nothing_is_retried_for_a_target_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, [GONE])
    world.deliver()

    assert len(world.events) == 1
    letter = world.letters[0][1]
    assert letter.failure.code == ErrorCode.NO_RESOURCE
    assert "RETRY_ATTEMPTS" not in letter.attributes()


def test_without_a_dead_letter_queue_the_event_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, [GONE])
    world.deliver(DeadLetterConfig=None)

    assert world.letters == []


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (answer("ResourceNotFoundException", 404), ErrorCode.NO_RESOURCE),
        (answer("AWS.SimpleQueueService.NonExistentQueue", 400), ErrorCode.NO_RESOURCE),
        (answer("StateMachineDoesNotExist", 400), ErrorCode.NO_RESOURCE),
        (answer("AccessDeniedException", 403), ErrorCode.NO_PERMISSIONS),
        (answer("TooManyRequestsException", 429), ErrorCode.THROTTLING),
        (answer("ThrottlingException", 400), ErrorCode.THROTTLING),
        (answer("ServiceException", 500), ErrorCode.INTERNAL_ERROR),
        (answer("InvalidParameterValue", 400), ErrorCode.SDK_CLIENT_ERROR),
        (EndpointConnectionError(endpoint_url="http://localhost"), ErrorCode.CONNECTION_FAILURE),
        (ConnectTimeoutError(endpoint_url="http://localhost"), ErrorCode.TIMEOUT),
        (RuntimeError("whatever"), ErrorCode.INTERNAL_ERROR),
    ],
)
def test_a_failure_has_eventbridges_code(error: Exception, code: ErrorCode) -> None:
    assert Failure.of(error).code == code


@given(st.integers(0, 185), st.integers(60, MAXIMUM_AGE_SECONDS))
def test_retries_always_end_within_the_policy(attempts: int, age: int) -> None:
    policy = RetryPolicy(attempts, age)
    retry, elapsed = 0, 0.0
    while not policy.exhausted(retry + 1, elapsed + policy.delay(retry + 1)):
        retry += 1
        elapsed += policy.delay(retry)

    assert retry <= attempts
    assert elapsed <= age


def test_without_a_policy_the_185_retries_fit_into_a_day() -> None:
    policy = RetryPolicy.of({})

    total = sum(policy.delay(retry) for retry in range(1, MAXIMUM_ATTEMPTS + 1))

    assert policy.maximum_attempts == MAXIMUM_ATTEMPTS
    assert total <= MAXIMUM_AGE_SECONDS
    assert total > MAXIMUM_AGE_SECONDS * 0.95


def test_whoever_watches_is_told_of_each_attempt_and_when_the_next_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, [THROTTLED, THROTTLED, None])

    world.deliver()

    assert world.told == [("failed, next in 1 s", 1), ("failed, next in 2 s", 2), ("delivered", 3)]


def test_whoever_watches_is_told_that_an_event_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(monkeypatch, [GONE])

    world.deliver()

    assert world.told == [("failed for good", 1), (f"given up to {QUEUE}", 1)]
