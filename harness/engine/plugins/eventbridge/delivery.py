"""Delivering one event to one target until it is taken or given up."""

import copy
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from harness.engine.plugins.eventbridge.dead_letter import DeadLetter
from harness.engine.plugins.eventbridge.failure import Failure
from harness.engine.plugins.eventbridge.policy import Exhausted, RetryPolicy

LOG = logging.getLogger(__name__)


class Watch(Protocol):
    """Is told how a delivery goes."""

    def delivered(self, attempt: int) -> None:
        """The target has taken the event."""

    def failed(self, attempt: int, failure: Failure, due: float | None) -> None:
        """An attempt, from 1, has failed; the next one is due at that epoch time, if there is any."""

    def given_up(self, letter: DeadLetter, queue_arn: str) -> None:
        """There are no more attempts; the letter goes to that queue, or nowhere."""


@dataclass
class Delivery:
    """One event on its way to one target.

    Args:
        attempt: sends the event it is given; raises when the target does not take it. It may change the event.
        event: the event.
        target: EventBridge's target, with its `RetryPolicy` and `DeadLetterConfig`.
        rule_arn: the rule that chose the target.
        later: runs a function at an epoch time.
        bury: puts a dead letter into the queue with an ARN.
        watches: are told how it goes.
    """

    attempt: Callable[[dict[str, Any]], None]
    event: dict[str, Any]
    target: dict[str, Any]
    rule_arn: str
    later: Callable[[float, Callable[[], None]], None]
    bury: Callable[[str, DeadLetter], None]
    watches: Sequence[Watch]
    started: float = field(default_factory=time.time)
    retries: int = 0

    def run(self) -> None:
        """Try once; on failure arrange for the next attempt, or give up. Never raises."""
        try:
            self.attempt(copy.deepcopy(self.event))
        except Exception as error:
            self._failed(Failure.of(error))
        else:
            for watch in self.watches:
                watch.delivered(self.retries + 1)

    def _failed(self, failure: Failure) -> None:
        policy = RetryPolicy.of(self.target)
        due = time.time() + policy.delay(self.retries + 1)
        exhausted = policy.exhausted(self.retries + 1, due - self.started)
        is_last = failure.is_permanent or exhausted is not None
        for watch in self.watches:
            watch.failed(self.retries + 1, failure, None if is_last else due)
        if failure.is_permanent:
            self._give_up(failure, None)
        elif exhausted:
            self._give_up(failure, exhausted)
        else:
            self.retries += 1
            self.later(due, self.run)

    def _give_up(self, failure: Failure, exhausted: Exhausted | None) -> None:
        letter = DeadLetter(self.event, self.rule_arn, self.target["Arn"], failure, self.retries, exhausted)
        queue = (self.target.get("DeadLetterConfig") or {}).get("Arn")
        for watch in self.watches:
            watch.given_up(letter, queue or "")
        LOG.info("%s did not take an event of %s: %s", letter.target_arn, letter.rule_arn, failure)
        if not queue:
            return
        try:
            self.bury(queue, letter)
        except Exception:
            LOG.exception("The dead-letter queue %s did not take an event either", queue)
