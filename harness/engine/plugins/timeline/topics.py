"""What becomes of notices on their way from a topic to a subscriber; deliveries tell of themselves."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from harness.engine.happening import DeliveryDetail, Kind
from harness.engine.plugins.eventbridge.failure import Failure
from harness.engine.plugins.timeline.names import name_of
from harness.engine.plugins.timeline.timeline import TIMELINE

ACCOUNT_FIELD = 4
"""Where the account is in a topic's ARN."""


class TopicWatch:
    """What happens to one notice on its way from a topic to a subscriber.

    Args:
        subscriber: LocalStack's `SnsSubscription`.
        message_id: the notice.
    """

    def __init__(self, subscriber: Mapping[str, Any], message_id: str) -> None:
        self._topic: str = subscriber["TopicArn"]
        self._endpoint = name_of(subscriber["Endpoint"])
        self._protocol: str = subscriber["Protocol"]
        self._queue: str = json.loads(subscriber.get("RedrivePolicy") or "{}").get("deadLetterTargetArn", "")
        self._message_id = message_id

    def delivered(self, attempt: int) -> None:
        """The subscriber has taken it."""
        self._note(Kind.NOTICE_DELIVERED, self._to_subscriber(attempt=attempt))

    def failed(self, attempt: int, failure: Failure, due: float | None) -> None:
        """An attempt has failed; the next one is due at that time, if there is any."""
        next_at = datetime.fromtimestamp(due, UTC) if due is not None else None
        self._note(Kind.NOTICE_FAILED, self._to_subscriber(attempt=attempt, error=failure.message, next_at=next_at))

    def given_up(self, attempts: int, failure: Failure) -> None:
        """There are no more attempts; it goes to a dead-letter queue, if the subscription has one."""
        lost = self._to_subscriber(attempt=attempts, error=failure.message)
        target = name_of(self._queue)
        buried = DeliveryDetail(target=target, protocol="sqs", attempt=attempts, error=failure.message)
        self._note(*((Kind.NOTICE_BURIED, buried) if self._queue else (Kind.NOTICE_LOST, lost)))

    def _to_subscriber(self, **known: Any) -> DeliveryDetail:
        return DeliveryDetail(target=self._endpoint, protocol=self._protocol, **known)

    def _note(self, kind: Kind, detail: DeliveryDetail) -> None:
        TIMELINE.record(self._topic.split(":")[ACCOUNT_FIELD], kind, name_of(self._topic), self._message_id, detail)
