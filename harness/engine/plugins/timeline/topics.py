"""What becomes of notices on their way from a topic to a subscriber. Patches `localstack.services.sns.publisher`."""

import json
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from harness.engine.happening import DeliveryDetail, Kind
from harness.engine.plugins.patching import Patch, replace
from harness.engine.plugins.timeline.names import name_of
from harness.engine.plugins.timeline.timeline import TIMELINE

Subscriber = Mapping[str, Any]

ACCOUNT_FIELD = 4
"""Where the account is in a topic's ARN."""


def apply(module: ModuleType) -> None:
    """Watch what publishers report of each attempt, and what they bury."""
    replace(module, "store_delivery_log", _watching_attempts)
    replace(module, "sns_error_to_dead_letter_queue", _watching_burials)


def _watching_attempts(original: Callable[..., None]) -> Callable[..., None]:
    def store_delivery_log(message: Any, subscriber: Subscriber, success: bool, *args: Any, **options: Any) -> None:
        kind = Kind.NOTICE_DELIVERED if success else Kind.NOTICE_FAILED
        detail = DeliveryDetail(target=name_of(subscriber["Endpoint"]), protocol=subscriber["Protocol"], attempt=1)
        _note(kind, subscriber, message.message_id, detail)
        original(message, subscriber, success, *args, **options)

    return store_delivery_log


def _watching_burials(original: Callable[..., Any]) -> Callable[..., Any]:
    def sns_error_to_dead_letter_queue(subscriber: Subscriber, message: str, error: str, **options: Any) -> Any:
        queue = json.loads(subscriber.get("RedrivePolicy") or "{}").get("deadLetterTargetArn", "")
        target = name_of(queue or subscriber["Endpoint"])
        detail = DeliveryDetail(target=target, protocol="sqs" if queue else subscriber["Protocol"], error=error)
        _note(Kind.NOTICE_BURIED if queue else Kind.NOTICE_LOST, subscriber, _message_id(message), detail)
        return original(subscriber, message, error, **options)

    return sns_error_to_dead_letter_queue


def _message_id(body: str) -> str:
    """The id in what a subscriber would have got; what is delivered raw has none."""
    try:
        document = json.loads(body)
    except ValueError:
        return ""
    return str(document.get("MessageId", "")) if isinstance(document, dict) else ""


def _note(kind: Kind, subscriber: Subscriber, message_id: str, detail: DeliveryDetail) -> None:
    topic: str = subscriber["TopicArn"]
    TIMELINE.record(topic.split(":")[ACCOUNT_FIELD], kind, name_of(topic), message_id, detail)


PATCH = Patch("timeline-of-topics", "localstack.services.sns.publisher", apply)
