"""Topics that lose, repeat, delay or reorder messages on the way to a subscriber, or don't reach it.

Patches `localstack.services.sns.publisher`. A message that can't be delivered goes to the subscription's dead-letter
queue, as it does on AWS after the last retry.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from fakes.behaviours.deliveries import DELIVERIES, DeliveryError
from fakes.behaviours.moment import Moment, Point
from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Wrap the one method through which every protocol publishes."""
    replace(module.TopicPublisher, "publish", lambda original: _publishing(original, module))


def _publishing(original: Callable[..., None], module: ModuleType) -> Callable[..., None]:
    def publish(self: Any, context: Any, subscriber: dict[str, Any]) -> None:
        try:
            DELIVERIES.deliver(_moment(subscriber), lambda: original(self, context, subscriber))
        except DeliveryError as error:
            _bury(error, context, subscriber, module)

    return publish


def _moment(subscriber: dict[str, Any]) -> Moment:
    topic, endpoint = subscriber["TopicArn"], subscriber["Endpoint"]
    _, _, _, region, account, name = topic.split(":", 5)
    names = (name, topic, subscriber["SubscriptionArn"], endpoint, endpoint.rpartition(":")[2], subscriber["Protocol"])
    return Moment(Point.DELIVERY, "sns", "Publish", account, region, names)


def _bury(error: DeliveryError, context: Any, subscriber: dict[str, Any], module: ModuleType) -> None:
    # A batch to a queue is one delivery of several messages.
    for message in getattr(context, "messages", None) or [context.message]:
        body = module.create_sns_message_body(
            message_context=message, subscriber=subscriber, topic_attributes=context.topic_attributes
        )
        module.sns_error_to_dead_letter_queue(subscriber, body, str(error))


PATCH = Patch("topics-misbehave", "localstack.services.sns.publisher", apply)
