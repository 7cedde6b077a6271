"""Delivering one notice to one subscriber until it is taken or given up."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from harness.engine.plugins.eventbridge.failure import ErrorCode, Failure
from harness.engine.plugins.sns.retry_policy import RetryPolicy

LOG = logging.getLogger(__name__)

CLIENT_ERRORS = frozenset({ErrorCode.NO_PERMISSIONS, ErrorCode.NO_RESOURCE, ErrorCode.SDK_CLIENT_ERROR})
"""The subscriber is gone or refuses: no retry would help. SNS Developer Guide, "Amazon SNS dead-letter queues"."""


class Watch(Protocol):
    """Is told how a delivery goes."""

    def delivered(self, attempt: int) -> None:
        """The subscriber has taken the notice."""

    def failed(self, attempt: int, failure: Failure, due: float | None) -> None:
        """An attempt, from 1, has failed; the next one is due at that epoch time, if there is any."""

    def given_up(self, attempts: int, failure: Failure) -> None:
        """There are no more attempts."""


@dataclass
class Delivery:
    """One notice on its way to one subscriber.

    Args:
        attempt: sends the notice; raises when the subscriber doesn't take it.
        policy: when it is tried again.
        later: runs a function at an epoch time.
        bury: puts the notice into the subscription's dead-letter queue, if it has one.
        watch: is told how it goes.
    """

    attempt: Callable[[], None]
    policy: RetryPolicy
    later: Callable[[float, Callable[[], None]], None]
    bury: Callable[[Failure], None]
    watch: Watch
    retries: int = 0

    def run(self) -> None:
        """Try until there is a delay; then arrange for the rest. Never raises."""
        while (failure := self._failure()) is not None:
            delay = None if failure.code in CLIENT_ERRORS else self.policy.delay(self.retries + 1)
            due = None if delay is None else time.time() + delay
            self.watch.failed(self.retries + 1, failure, due)
            if due is None:
                self._give_up(failure)
                return
            self.retries += 1
            if delay:
                self._go_on(due)
                return

    def _go_on(self, due: float) -> None:
        def go_on() -> None:
            self._pass_over(time.time() - due)
            self.run()

        self.later(due, go_on)

    def _pass_over(self, late: float) -> None:
        """Count the attempts that a leap of time has passed over: they would have failed like this one."""
        while (delay := self.policy.delay(self.retries + 1)) is not None and delay <= late:
            late -= delay
            self.retries += 1

    def _failure(self) -> Failure | None:
        try:
            self.attempt()
        except Exception as error:
            return Failure.of(error)
        self.watch.delivered(self.retries + 1)
        return None

    def _give_up(self, failure: Failure) -> None:
        self.watch.given_up(self.retries + 1, failure)
        try:
            self.bury(failure)
        except Exception:
            LOG.exception("A dead-letter queue did not take a notice either")
