"""A notice tells when it was published, however late it is delivered and however often that is tried.

Patches `localstack.services.sns.publisher`. As shipped it tells when an attempt to deliver it was made; SNS documents
"the time (GMT) when the notification was published".
Source: https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

Made = Callable[..., Any]


class Published(threading.local):
    """When the notice was published that the calling thread puts into words; empty if it doesn't."""

    time = ""

    @contextmanager
    def at(self, time: str) -> Iterator[None]:
        """Put a notice of that time into words."""
        self.time = time
        try:
            yield
        finally:
            self.time = ""


PUBLISHED = Published()


def apply(module: ModuleType) -> None:
    """Note the time when a message is made, and use it wherever one is put into words."""
    now = module.timestamp_millis
    replace(module, "timestamp_millis", lambda original: lambda: PUBLISHED.time or original())
    replace(module.SnsMessage, "__post_init__", lambda original: _dating(original, now))
    replace(module, "create_sns_message_body", _told)
    replace(module.LambdaTopicPublisher, "prepare_message", _told_to_a_function)


def _dating(original: Made, now: Callable[[], str]) -> Made:
    def post_init(message: Any) -> None:
        original(message)
        message.published_at = now()

    return post_init


def _told(original: Made) -> Made:
    def create_sns_message_body(message_context: Any, *args: Any, **options: Any) -> Any:
        with PUBLISHED.at(message_context.published_at):
            return original(message_context, *args, **options)

    return create_sns_message_body


def _told_to_a_function(original: Made) -> Made:
    def prepare_message(publisher: Any, message_context: Any, *args: Any, **options: Any) -> Any:
        with PUBLISHED.at(message_context.published_at):
            return original(publisher, message_context, *args, **options)

    return prepare_message


PATCH = Patch("notices-keep-their-time", "localstack.services.sns.publisher", apply)
