"""What rules do with events. Patches `localstack.services.events.target`; deliveries tell of themselves."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from harness.engine.happening import DeliveryDetail, Kind
from harness.engine.plugins.eventbridge.dead_letter import DeadLetter
from harness.engine.plugins.eventbridge.failure import Failure
from harness.engine.plugins.patching import Patch, replace
from harness.engine.plugins.timeline.names import name_of, service_of
from harness.engine.plugins.timeline.timeline import TIMELINE

Event = dict[str, Any]
"""An event as EventBridge delivers it."""


class RuleWatch:
    """What happens to one event on its way from a rule to a target.

    Args:
        sender: LocalStack's `TargetSender`, which knows both.
        event: the event.
    """

    def __init__(self, sender: Any, event: Event) -> None:
        self._account: str = sender.account_id
        self._rule: str = sender.rule_name
        self._target = sender.target["Arn"]
        self._event = event

    def matched(self) -> None:
        """The rule has chosen the event for this target."""
        event, resources = self._event, self._event.get("resources") or [""]
        told = f"{event.get('source', '')} {event.get('detail-type', '')}".strip()
        self._note(Kind.RULE_MATCHED, self._to_target(event=told, origin=name_of(str(resources[0]))))

    def delivered(self, attempt: int) -> None:
        """The target has taken it."""
        self._note(Kind.EVENT_DELIVERED, self._to_target(attempt=attempt))

    def failed(self, attempt: int, failure: Failure, due: float | None) -> None:
        """An attempt has failed; the next one is due at that time, if there is any."""
        next_at = datetime.fromtimestamp(due, UTC) if due is not None else None
        self._note(Kind.EVENT_FAILED, self._to_target(attempt=attempt, error=_told(failure), next_at=next_at))

    def given_up(self, letter: DeadLetter, queue_arn: str) -> None:
        """There are no more attempts; it goes to a dead-letter queue, if the target has one."""
        buried = DeliveryDetail(
            target=name_of(queue_arn),
            protocol=service_of(queue_arn),
            attempt=letter.retries + 1,
            error=_told(letter.failure),
        )
        lost = self._to_target(attempt=letter.retries + 1, error=_told(letter.failure))
        self._note(*((Kind.EVENT_BURIED, buried) if queue_arn else (Kind.EVENT_LOST, lost)))

    def _to_target(self, **known: Any) -> DeliveryDetail:
        return DeliveryDetail(target=name_of(self._target), protocol=service_of(self._target), **known)

    def _note(self, kind: Kind, detail: DeliveryDetail) -> None:
        TIMELINE.record(self._account, kind, self._rule, str(self._event.get("id", "")), detail)


def _told(failure: Failure) -> str:
    return f"{failure.code}: {failure.message}"


def apply(module: ModuleType) -> None:
    """Watch what rules choose; must be applied before what loses events and delivers them."""
    replace(module.TargetSender, "process_event", _watching)


def _watching(original: Callable[..., None]) -> Callable[..., None]:
    def process_event(self: Any, event: Event, trace_header: Any) -> None:
        RuleWatch(self, event).matched()
        original(self, event, trace_header)

    return process_event


PATCH = Patch("timeline-of-rules", "localstack.services.events.target", apply)
