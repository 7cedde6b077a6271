"""What becomes of messages. Patches `localstack.services.sqs.models`."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from harness.engine.happening import Kind, MessageDetail
from harness.engine.plugins.after import after
from harness.engine.plugins.patching import Patch, replace
from harness.engine.plugins.timeline.names import name_of
from harness.engine.plugins.timeline.timeline import TIMELINE

# LocalStack's SqsQueue and SqsMessage, which have no types.
Queue = Any
Message = Any


def apply(module: ModuleType) -> None:
    """Watch both kinds of queue."""
    replace(module.StandardQueue, "put", _watching_standard_put)
    replace(module.FifoQueue, "put", _watching_fifo_put)
    for queue in (module.StandardQueue, module.FifoQueue):
        replace(queue, "receive", _watching_receive)
        replace(queue, "_put_message", _watching_return)
        replace(queue, "_on_remove_message", _watching_removal)
    replace(module.SqsQueue, "update_visibility_timeout", _watching_timeout)
    replace(module.SqsQueue, "remove_expired_messages_from_heap", _watching_expiry)
    after(module.SqsQueue, "clear", lambda queue: _note(Kind.QUEUE_PURGED, queue, "", MessageDetail()))


def _watching_standard_put(original: Callable[..., Message]) -> Callable[..., Message]:
    def put(self: Queue, message: dict[str, Any], *args: Any, **options: Any) -> Message:
        if not options.get("message_deduplication_id"):  # else the queue refuses it
            # Before it is visible: somebody may receive it at once.
            delay = options.get("delay_seconds")
            seconds = self.delay_seconds if delay is None else delay
            visible_at = datetime.fromtimestamp(_now() + seconds, UTC) if seconds else None
            _note_sent(self, message, options.get("message_group_id"), visible_at)
        return original(self, message, *args, **options)

    return put


def _watching_fifo_put(original: Callable[..., Message]) -> Callable[..., Message]:
    def put(self: Queue, message: dict[str, Any], *args: Any, **options: Any) -> Message:
        own_id = message["MessageId"]
        with self.mutex:  # nobody takes it out of its group before it is noted
            put_message = original(self, message, *args, **options)
            if message["MessageId"] != own_id:
                detail = MessageDetail(group=put_message.message_group_id or "")
                _note(Kind.MESSAGE_DEDUPLICATED, self, put_message.message_id, detail)
            else:
                delay = put_message.delay_seconds
                visible_at = datetime.fromtimestamp(put_message.created + delay, UTC) if delay else None
                _note_sent(self, message, put_message.message_group_id, visible_at)
        return put_message

    return put


def _watching_receive(original: Callable[..., Any]) -> Callable[..., Any]:
    def receive(self: Queue, *args: Any, **options: Any) -> Any:
        result = original(self, *args, **options)
        for message in result.successful:
            _note(Kind.MESSAGE_RECEIVED, self, message.message_id, _detail(message))
        for message in result.dead_letter_messages:
            detail = MessageDetail(
                receives=message.receive_count - 1,  # the last one only found that it were too many
                queue=name_of(self.redrive_policy["deadLetterTargetArn"]),
                group=message.message_group_id or "",
            )
            _note(Kind.MESSAGE_MOVED, self, message.message_id, detail)
        return result

    return receive


def _watching_return(original: Callable[[Queue, Message], None]) -> Callable[[Queue, Message], None]:
    def _put_message(self: Queue, message: Message) -> None:
        if message.receive_count:
            detail = MessageDetail(receives=message.receive_count, group=message.message_group_id or "")
            _note(Kind.MESSAGE_RETURNED, self, message.message_id, detail)
        original(self, message)

    return _put_message


def _watching_removal(original: Callable[[Queue, Message], None]) -> Callable[[Queue, Message], None]:
    def _on_remove_message(self: Queue, message: Message) -> None:
        detail = MessageDetail(receives=message.receive_count, group=message.message_group_id or "")
        _note(Kind.MESSAGE_DELETED, self, message.message_id, detail)
        original(self, message)

    return _on_remove_message


def _watching_timeout(original: Callable[..., None]) -> Callable[..., None]:
    def update_visibility_timeout(self: Queue, receipt_handle: str, visibility_timeout: int) -> None:
        with self.mutex:
            message = self.receipts.get(receipt_handle)
            was_in_flight = message in self.inflight
            original(self, receipt_handle, visibility_timeout)
            # At 0 it has returned, which is noted as such.
            if was_in_flight and visibility_timeout:
                _note(Kind.MESSAGE_HIDDEN, self, message.message_id, _detail(message))

    return update_visibility_timeout


def _watching_expiry(original: Callable[..., list[Message]]) -> Callable[..., list[Message]]:
    # A static method in LocalStack, called on the queue: as a method it learns which one.
    def remove_expired_messages_from_heap(self: Queue, heap: list[Message], retention: int) -> list[Message]:
        expired = original(heap, retention)
        for message in expired:
            _note(Kind.MESSAGE_EXPIRED, self, message.message_id, MessageDetail(receives=message.receive_count))
        return expired

    return remove_expired_messages_from_heap


def _note_sent(queue: Queue, message: dict[str, Any], group: str | None, visible_at: datetime | None) -> None:
    source = (message.get("Attributes") or {}).get("DeadLetterQueueSourceArn", "")
    detail = MessageDetail(visible_at=visible_at, queue=name_of(source), group=group or "")
    _note(Kind.MESSAGE_SENT, queue, message["MessageId"], detail)


def _detail(message: Message) -> MessageDetail:
    return MessageDetail(
        receives=message.receive_count,
        visible_at=datetime.fromtimestamp(message.visibility_deadline, UTC),
        group=message.message_group_id or "",
    )


def _note(kind: Kind, queue: Queue, message_id: str, detail: MessageDetail) -> None:
    TIMELINE.record(queue.account_id, kind, queue.name, message_id, detail)


def _now() -> float:
    return datetime.now(UTC).timestamp()


PATCH = Patch("timeline-of-queues", "localstack.services.sqs.models", apply)
