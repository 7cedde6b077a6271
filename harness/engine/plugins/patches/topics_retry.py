"""Subscribers of topics are tried again, and undelivered notices go to the subscription's dead-letter queue.

Patches `localstack.services.sns.publisher`. As shipped there is one attempt, after which a notice is in the dead-letter
queue or lost, whatever the reason of the failure and the delivery policy; and a failed batch loses the dead letters'
attributes.
"""

import sys
import threading
from collections.abc import Callable, Mapping
from copy import copy
from types import ModuleType
from typing import Any

from harness.engine.plugins.cloudwatch.metric_buffer import METRICS, Source
from harness.engine.plugins.eventbridge.failure import Failure
from harness.engine.plugins.later import Later
from harness.engine.plugins.patching import Patch, replace
from harness.engine.plugins.sns.delivery import Delivery
from harness.engine.plugins.sns.retry_policy import policy_of
from harness.engine.plugins.timeline.topics import TopicWatch

LATER = Later("topics-retry")
Subscriber = Mapping[str, Any]


class Attempt(threading.local):
    """What went wrong in the attempt that the calling thread makes.

    Publishers don't raise: they catch what goes wrong and bury the notice. The burial is where it is noticed.
    """

    def __init__(self) -> None:
        self.is_on = False
        self.error: Exception | None = None

    def make(self, publish: Callable[[], None]) -> None:
        """Publish, and raise what went wrong."""
        self.is_on, self.error = True, None
        try:
            publish()
        finally:
            self.is_on = False
        if self.error is not None:
            raise self.error


ATTEMPT = Attempt()


def apply(module: ModuleType) -> None:
    """Retry around the one method through which every protocol publishes, and postpone burials."""
    bury = module.sns_error_to_dead_letter_queue
    replace(module, "sns_error_to_dead_letter_queue", _postponing)
    replace(module.TopicPublisher, "publish", lambda original: _retrying(original, module, bury))


def _postponing(original: Callable[..., Any]) -> Callable[..., Any]:
    def sns_error_to_dead_letter_queue(subscriber: Subscriber, message: str, error: str, **options: Any) -> Any:
        if not ATTEMPT.is_on:
            return original(subscriber, message, error, **options)
        raised = sys.exception()
        ATTEMPT.error = raised if isinstance(raised, Exception) else RuntimeError(error)
        return None

    return sns_error_to_dead_letter_queue


def _retrying(original: Callable[..., None], module: ModuleType, bury: Callable[..., Any]) -> Callable[..., None]:
    def publish(self: Any, context: Any, subscriber: Subscriber) -> None:
        publisher = module.PublishDispatcher.topic_notifiers[subscriber["Protocol"]]
        for single in _singles(context, module):
            Delivery(
                attempt=_attempt(original, publisher, single, subscriber),
                policy=policy_of(subscriber, single.topic_attributes),
                later=LATER,
                bury=_burial(publisher, single, subscriber, bury),
                watch=TopicWatch(subscriber, single.message.message_id),
            ).run()

    return publish


def _singles(context: Any, module: ModuleType) -> list[Any]:
    """A batch is several deliveries, each of which may fail."""
    if not hasattr(context, "messages"):
        return [context]
    return [
        module.SnsPublishContext(message, context.store, context.request_headers, context.topic_attributes)
        for message in context.messages
    ]


def _attempt(original: Callable[..., None], publisher: Any, context: Any, subscriber: Subscriber) -> Callable[[], None]:
    def attempt() -> None:
        ATTEMPT.make(lambda: original(publisher, context, subscriber))
        _count(subscriber, "NumberOfNotificationsDelivered")

    return attempt


def _burial(
    publisher: Any, context: Any, subscriber: Subscriber, bury: Callable[..., Any]
) -> Callable[[Failure], None]:
    def burial(failure: Failure) -> None:
        _count(subscriber, "NumberOfNotificationsFailed")
        if not subscriber.get("RedrivePolicy"):
            return
        body = _envelope(publisher, context, subscriber)
        attributes = publisher.get_sqs_kwargs(context.message, subscriber) if subscriber["Protocol"] == "sqs" else {}
        try:
            bury(subscriber, body, failure.message, **attributes)
        except Exception:
            _count(subscriber, "NumberOfNotificationsFailedToRedriveToDlq")
            raise
        _count(subscriber, "NumberOfNotificationsRedrivenToDlq")

    return burial


def _envelope(publisher: Any, context: Any, subscriber: Subscriber) -> str:
    """What a queue would have got: a function's event isn't what is buried."""
    module = sys.modules[type(publisher).__module__]
    body: str = module.create_sns_message_body(
        message_context=copy(context.message), subscriber=subscriber, topic_attributes=context.topic_attributes
    )
    return body


def _count(subscriber: Subscriber, metric: str) -> None:
    _, _, _, region, account, name = subscriber["TopicArn"].split(":", 5)
    METRICS.add(Source(account, region, "AWS/SNS", {"TopicName": name}), metric)


PATCH = Patch("topics-retry", "localstack.services.sns.publisher", apply)
