"""A FIFO queue forgets message groups without messages, and deduplication ids after their five minutes.

Patches `localstack.services.sqs.models`. As shipped, both stay for as long as the queue: with a group for each document
every message that ever came is kept, and each look at the queue goes through all groups that ever were.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Forget when a message leaves, and when one comes."""
    replace(module.FifoQueue, "update_message_group_visibility", _forgetting_groups)
    replace(module.FifoQueue, "remove_expired_messages", _forgetting_expired_groups)
    interval: int = module.sqs_constants.DEDUPLICATION_INTERVAL_IN_SEC
    replace(module.FifoQueue, "put", lambda original: _forgetting_ids(original, module, interval))


def _forgetting_groups(original: Callable[..., None]) -> Callable[..., None]:
    def update_message_group_visibility(self: Any, message_group: Any) -> None:
        with self.mutex:
            original(self, message_group)
            _forget_if_idle(self, message_group)

    return update_message_group_visibility


def _forgetting_expired_groups(original: Callable[..., None]) -> Callable[..., None]:
    def remove_expired_messages(self: Any) -> None:
        with self.mutex:
            original(self)
            for group in list(self.message_groups.values()):
                _forget_if_idle(self, group)

    return remove_expired_messages


def _forgetting_ids(original: Callable[..., Any], module: ModuleType, interval: int) -> Callable[..., Any]:
    def put(self: Any, *args: Any, **kwargs: Any) -> Any:
        with self.mutex:  # for the whole of it: nobody else adds an id while the oldest is looked up
            _forget_ids(self.deduplication, module.time.time() - interval)
            return original(self, *args, **kwargs)

    return put


def _forget_ids(messages: dict[str, Any], oldest: float) -> None:
    """Forget the messages from before a time. The oldest come first: an id that comes again was forgotten before."""
    while messages and messages[name := next(iter(messages))].priority <= oldest:
        del messages[name]


def _forget_if_idle(queue: Any, group: Any) -> None:
    """Forget a group that nobody waits for, and of which nothing is in flight."""
    if group.empty() and group not in queue.inflight_groups:
        queue.message_groups.pop(group.message_group_id, None)


PATCH = Patch("fifo-queues-forget", "localstack.services.sqs.models", apply)
