"""Metrics about what rules do. Source: EventBridge User Guide, "Monitoring Amazon EventBridge"."""

from typing import Any

from harness.engine.plugins.cloudwatch.metric_buffer import METRICS, Source
from harness.engine.plugins.eventbridge.dead_letter import DeadLetter
from harness.engine.plugins.eventbridge.failure import Failure


class RuleMetrics:
    """Counts for one rule.

    Args:
        sender: LocalStack's `TargetSender`, which knows it.
    """

    def __init__(self, sender: Any) -> None:
        self._source = Source(sender.account_id, sender.region, "AWS/Events", {"RuleName": sender.rule_name})

    def delivered(self, attempt: int) -> None:
        """The target has taken the event."""
        METRICS.add(self._source, "Invocations")

    def failed(self, attempt: int, failure: Failure, due: float | None) -> None:
        """An attempt has failed."""
        if due is not None:
            METRICS.add(self._source, "RetryInvocationAttempts")

    def given_up(self, letter: DeadLetter, queue_arn: str) -> None:
        """There are no more attempts."""
        METRICS.add(self._source, "Invocations")
        METRICS.add(self._source, "FailedInvocations")
        if queue_arn:
            METRICS.add(self._source, "InvocationsSentToDlq")
