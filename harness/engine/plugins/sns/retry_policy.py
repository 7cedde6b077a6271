"""How often and how long SNS tries to deliver to a subscriber.

Source: SNS Developer Guide, "Amazon SNS message delivery retries".
"""

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Backoff(StrEnum):
    """How delays grow between the shortest and the longest. The guide shows curves and no formulas."""

    ARITHMETIC = "arithmetic"
    EXPONENTIAL = "exponential"
    GEOMETRIC = "geometric"
    LINEAR = "linear"


SHARES: dict[Backoff, Callable[[int, int], float]] = {
    Backoff.LINEAR: lambda number, last: number / last,
    Backoff.ARITHMETIC: lambda number, last: number * (number + 1) / (last * (last + 1)),
    Backoff.GEOMETRIC: lambda number, last: (2.0**number - 1) / (2.0**last - 1),
}
"""The part of the way from the shortest delay to the longest that retry `number` of `last` has gone."""


class RetryPolicy(BaseModel):
    """A `healthyRetryPolicy`: four phases, one after the other. The defaults are those of HTTP.

    Attributes:
        shortest: seconds of the delays of the second phase, with which the third begins.
        longest: seconds of the delays of the fourth phase, with which the third ends.
        retries: attempts after the first, in all phases together.
        without_delay: the first phase: at once.
        with_shortest: the second phase.
        with_longest: the fourth phase.
        backoff: how delays grow in the third phase.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    shortest: float = Field(default=20, validation_alias="minDelayTarget")
    longest: float = Field(default=20, validation_alias="maxDelayTarget")
    retries: int = Field(default=3, validation_alias="numRetries")
    without_delay: int = Field(default=0, validation_alias="numNoDelayRetries")
    with_shortest: int = Field(default=0, validation_alias="numMinDelayRetries")
    with_longest: int = Field(default=0, validation_alias="numMaxDelayRetries")
    backoff: Backoff = Field(default=Backoff.LINEAR, validation_alias="backoffFunction")

    def delay(self, retry: int) -> float | None:
        """Seconds before retry number `retry`, which counts from 1; None if it isn't made."""
        if retry > self.retries:
            return None
        if retry <= self.without_delay:
            return 0.0
        growing = self.retries - self.without_delay - self.with_shortest - self.with_longest
        number = retry - self.without_delay - self.with_shortest - 1
        if number < 0:
            return self.shortest
        return self._grown(number, growing - 1) if number < growing else self.longest

    def _grown(self, number: int, last: int) -> float:
        if last == 0:
            return self.shortest
        if self.backoff is Backoff.EXPONENTIAL:
            return float(self.shortest * (self.longest / self.shortest) ** (number / last))
        return self.shortest + (self.longest - self.shortest) * SHARES[self.backoff](number, last)


AWS_MANAGED = RetryPolicy(
    shortest=1,
    longest=20,
    retries=100_015,
    without_delay=3,
    with_shortest=2,
    with_longest=100_000,
    backoff=Backoff.EXPONENTIAL,
)
"""Of Lambda, SQS and Firehose: 23 days."""

CUSTOMER_MANAGED = RetryPolicy(
    shortest=10, longest=600, retries=50, with_shortest=2, with_longest=38, backoff=Backoff.EXPONENTIAL
)
"""Of mail, text messages and mobile devices: six hours."""

MANAGED = frozenset({"firehose", "lambda", "sqs"})
HTTP = frozenset({"http", "https"})


def policy_of(subscriber: Mapping[str, Any], topic_attributes: Mapping[str, str]) -> RetryPolicy:
    """The policy of a subscription.

    Args:
        subscriber: LocalStack's `SnsSubscription`.
        topic_attributes: of its topic, by moto's names.
    """
    if subscriber["Protocol"] in MANAGED:
        return AWS_MANAGED
    if subscriber["Protocol"] not in HTTP:
        return CUSTOMER_MANAGED
    of_topic = _json(topic_attributes.get("delivery_policy")).get("http", {})
    own = {} if of_topic.get("disableSubscriptionOverrides") else _json(subscriber.get("DeliveryPolicy"))
    return RetryPolicy.model_validate(own.get("healthyRetryPolicy") or of_topic.get("defaultHealthyRetryPolicy") or {})


def _json(text: str | None) -> dict[str, Any]:
    policy: dict[str, Any] = json.loads(text or "{}")
    return policy
