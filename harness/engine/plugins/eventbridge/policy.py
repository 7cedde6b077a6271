"""How often and how long EventBridge tries to deliver to a target."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MAXIMUM_ATTEMPTS = 185
"""Retries without a policy: EventBridge User Guide, "How EventBridge retries delivering events"."""

MAXIMUM_AGE_SECONDS = 86_400
"""Age of an event at which it is given up, without a policy: the same page."""

FIRST_DELAY_SECONDS = 1.0
LONGEST_DELAY_SECONDS = 480.0
"""The guide promises "exponential back off and jitter" and no figures. Doubling from one second up to eight minutes
spreads the 185 retries over the 24 hours. No jitter: a rehearsal repeats itself."""


class Exhausted(StrEnum):
    """`EXHAUSTED_RETRY_CONDITION` of a dead letter: what ended the retries."""

    ATTEMPTS = "MaximumRetryAttempts"
    AGE = "MaximumEventAgeInSeconds"


@dataclass(frozen=True)
class RetryPolicy:
    """A target's retry policy.

    Args:
        maximum_attempts: retries after the first attempt, 0 to 185.
        maximum_age_seconds: 60 to 86,400, from the first attempt.
    """

    maximum_attempts: int = MAXIMUM_ATTEMPTS
    maximum_age_seconds: int = MAXIMUM_AGE_SECONDS

    @classmethod
    def of(cls, target: Mapping[str, Any]) -> "RetryPolicy":
        """The policy of an EventBridge target, with EventBridge's defaults for what it leaves out."""
        policy = target.get("RetryPolicy") or {}
        return cls(
            policy.get("MaximumRetryAttempts", MAXIMUM_ATTEMPTS),
            policy.get("MaximumEventAgeInSeconds", MAXIMUM_AGE_SECONDS),
        )

    def delay(self, retry: int) -> float:
        """Seconds before retry number `retry`, which counts from 1."""
        return float(min(FIRST_DELAY_SECONDS * 2 ** (retry - 1), LONGEST_DELAY_SECONDS))

    def exhausted(self, retry: int, age_seconds: float) -> Exhausted | None:
        """What forbids retry number `retry` of an event that will then be `age_seconds` old, if anything."""
        if retry > self.maximum_attempts:
            return Exhausted.ATTEMPTS
        return Exhausted.AGE if age_seconds > self.maximum_age_seconds else None
