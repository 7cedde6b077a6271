"""A FIFO message group stays locked while any of its messages is in flight. Patches `localstack.services.sqs.models`.

LocalStack unlocks a group as soon as the *first* of its messages becomes visible again. With several consumers, a
newer message of the group can then overtake older ones that are still being processed. And it never unlocks a group
whose last message it has moved to the dead-letter queue: what comes later, such as that message redriven, is stuck.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Decide about the group by what is in flight."""
    replace(module.FifoQueue, "_put_message", _locking)
    replace(module.FifoQueue, "receive", _unlocking)


def _locking(_original: Callable[..., None]) -> Callable[..., None]:
    def _put_message(self: Any, message: Any) -> None:
        with self.mutex:  # taken first: groups may be forgotten
            group = self.get_message_group(message.message_group_id)
            waiting = not group.empty()
            group.push(message)
            if group not in self.inflight_groups:
                if not waiting:
                    self.message_group_queue.put_nowait(group)
            elif message.receive_count:
                # It was received before and is back. A new message never unlocks: between being taken from the group
                # and being listed as in flight, a received message is nowhere to be seen.
                self.update_message_group_visibility(group)

    return _put_message


def _unlocking(original: Callable[..., Any]) -> Callable[..., Any]:
    def receive(self: Any, *args: Any, **kwargs: Any) -> Any:
        result = original(self, *args, **kwargs)
        for message in result.dead_letter_messages:
            self.update_message_group_visibility(self.get_message_group(message.message_group_id))
        return result

    return receive


PATCH = Patch("fifo-groups-lock", "localstack.services.sqs.models", apply)
