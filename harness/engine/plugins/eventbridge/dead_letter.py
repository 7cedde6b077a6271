"""The message that EventBridge puts into a target's dead-letter queue."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from harness.engine.plugins.eventbridge.failure import Failure
from harness.engine.plugins.eventbridge.policy import Exhausted


@dataclass(frozen=True)
class DeadLetter:
    """An event that its target never took.

    Args:
        event: the event as it matched the rule, not as a target's input transformer shapes it.
        rule_arn: the rule.
        target_arn: the target.
        failure: the last attempt's.
        retries: attempts after the first.
        exhausted: what ended the retries; None when there was no point in retrying.
    """

    event: Mapping[str, Any]
    rule_arn: str
    target_arn: str
    failure: Failure
    retries: int
    exhausted: Exhausted | None

    def body(self) -> str:
        """The message's body."""
        return json.dumps(self.event, default=str)

    def attributes(self) -> dict[str, dict[str, str]]:
        """The message's attributes: EventBridge User Guide, "Using dead-letter queues"."""
        texts = {
            "RULE_ARN": self.rule_arn,
            "TARGET_ARN": self.target_arn,
            "ERROR_CODE": self.failure.code,
            "ERROR_MESSAGE": self.failure.message,
        }
        attributes = {name: _attribute("String", text) for name, text in texts.items()}
        if self.exhausted:
            attributes["EXHAUSTED_RETRY_CONDITION"] = _attribute("String", self.exhausted)
            attributes["RETRY_ATTEMPTS"] = _attribute("Number", str(self.retries))
        return attributes


def _attribute(kind: str, value: str) -> dict[str, str]:
    return {"DataType": kind, "StringValue": str(value)}
