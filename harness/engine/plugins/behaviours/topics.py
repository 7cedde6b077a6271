"""Topics that lose, repeat, delay or reorder messages on the way to a subscriber, or don't reach it.

Both patches are to `localstack.services.sns.publisher`. `ATTEMPTS` lets single attempts fail; the patch `topics_retry`,
which must be applied after it, retries those and buries what fails in the end. `NOTICES`, which must be applied after
that, loses, repeats, delays or reorders a message with all its attempts.
"""

import json
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

from botocore.exceptions import ClientError

from fakes.behaviours.deliveries import DELIVERIES, DeliveryError
from fakes.behaviours.effects import Delay, Drop, Duplicate, Effect, Error, Reorder
from fakes.behaviours.moment import Moment, Point
from harness.engine.plugins.patching import Patch, replace

OPERATION = "Publish"

Publish = Callable[[Any, Any, dict[str, Any]], None]


def fail_attempts(module: ModuleType) -> None:
    """Let single attempts fail."""
    replace(module.TopicPublisher, "publish", _failing)


def _failing(original: Publish) -> Publish:
    def publish(self: Any, context: Any, subscriber: dict[str, Any]) -> None:
        try:
            _deliver(context, subscriber, lambda: original(self, context, subscriber), (Error,))
        except DeliveryError as error:
            # As if the subscriber's service had answered so: the code decides whether SNS tries again.
            raise ClientError({"Error": {"Code": error.code, "Message": error.message}}, OPERATION) from error

    return publish


def misdeliver_notices(module: ModuleType) -> None:
    """Lose, repeat, delay or reorder messages."""
    replace(module.TopicPublisher, "publish", _misdelivering)


def _misdelivering(original: Publish) -> Publish:
    def publish(self: Any, context: Any, subscriber: dict[str, Any]) -> None:
        # Deliveries don't raise here: a failure is retried or buried by then.
        _deliver(context, subscriber, lambda: original(self, context, subscriber), (Delay, Drop, Duplicate, Reorder))

    return publish


def _deliver(
    context: Any, subscriber: dict[str, Any], send: Callable[[], None], able: tuple[type[Effect], ...]
) -> None:
    topic, endpoint = subscriber["TopicArn"], subscriber["Endpoint"]
    _, _, _, region, account, name = topic.split(":", 5)
    names = (name, topic, subscriber["SubscriptionArn"], endpoint, endpoint.rpartition(":")[2], subscriber["Protocol"])
    moment = Moment(Point.DELIVERY, "sns", OPERATION, account, region, names, content=partial(_text, context))
    DELIVERIES.deliver(moment, send, able)


def _text(context: Any) -> str:
    """What is published: one message or a batch. One that differs by protocol is a structure."""
    messages = context.messages if hasattr(context, "messages") else [context.message]
    texts = (message.message for message in messages)
    return "\n".join(text if isinstance(text, str) else json.dumps(text, ensure_ascii=False) for text in texts)


ATTEMPTS = Patch("topics-fail-attempts", "localstack.services.sns.publisher", fail_attempts)
NOTICES = Patch("topics-misdeliver", "localstack.services.sns.publisher", misdeliver_notices)
