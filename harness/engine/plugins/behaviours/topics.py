"""Topics that lose, repeat, delay or reorder messages on the way to a subscriber, or don't reach it.

Both patches are to `localstack.services.sns.publisher`. `ATTEMPTS` lets single attempts fail; the patch `topics_retry`,
which must be applied after it, retries those and buries what fails in the end. `NOTICES`, which must be applied after
that, loses, repeats, delays or reorders a message with all its attempts.
"""

from collections.abc import Callable
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
            _deliver(subscriber, lambda: original(self, context, subscriber), (Error,))
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
        _deliver(subscriber, lambda: original(self, context, subscriber), (Delay, Drop, Duplicate, Reorder))

    return publish


def _deliver(subscriber: dict[str, Any], send: Callable[[], None], able: tuple[type[Effect], ...]) -> None:
    topic, endpoint = subscriber["TopicArn"], subscriber["Endpoint"]
    _, _, _, region, account, name = topic.split(":", 5)
    names = (name, topic, subscriber["SubscriptionArn"], endpoint, endpoint.rpartition(":")[2], subscriber["Protocol"])
    DELIVERIES.deliver(Moment(Point.DELIVERY, "sns", OPERATION, account, region, names), send, able)


ATTEMPTS = Patch("topics-fail-attempts", "localstack.services.sns.publisher", fail_attempts)
NOTICES = Patch("topics-misdeliver", "localstack.services.sns.publisher", misdeliver_notices)
