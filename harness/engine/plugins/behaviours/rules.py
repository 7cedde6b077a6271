"""Rules of EventBridge whose deliveries go wrong.

Both patches are to `localstack.services.events.target`. `ATTEMPTS` lets single attempts fail; the patch
`eventbridge_retries`, which must be applied after it, retries those and buries what fails in the end. `EVENTS`, which
must be applied after that, loses, repeats, delays or reorders an event with all its attempts.
"""

from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

from botocore.exceptions import ClientError

from fakes.behaviours.deliveries import DELIVERIES, DeliveryError
from fakes.behaviours.effects import Delay, Drop, Duplicate, Effect, Error, Reorder
from fakes.behaviours.moment import Moment, Point
from harness.engine.plugins.behaviours.moments import content_of
from harness.engine.plugins.patching import Patch, replace

OPERATION = "PutEvents"

Process = Callable[[Any, dict[str, Any], Any], None]


def fail_attempts(module: ModuleType) -> None:
    """Let single attempts fail."""
    replace(module.TargetSender, "process_event", _failing)


def _failing(original: Process) -> Process:
    def process_event(self: Any, event: dict[str, Any], trace_header: Any) -> None:
        try:
            _deliver(self, event, lambda: original(self, event, trace_header), (Error,))
        except DeliveryError as error:
            # As if the target's service had answered so: the code decides whether EventBridge tries again.
            raise ClientError({"Error": {"Code": error.code, "Message": error.message}}, OPERATION) from error

    return process_event


def misdeliver_events(module: ModuleType) -> None:
    """Lose, repeat, delay or reorder events."""
    replace(module.TargetSender, "process_event", _misdelivering)


def _misdelivering(original: Process) -> Process:
    def process_event(self: Any, event: dict[str, Any], trace_header: Any) -> None:
        # Deliveries don't raise here: a failure is retried or buried by then.
        _deliver(self, event, lambda: original(self, event, trace_header), (Delay, Drop, Duplicate, Reorder))

    return process_event


def _deliver(sender: Any, event: dict[str, Any], send: Callable[[], None], able: tuple[type[Effect], ...]) -> None:
    target = sender.target["Arn"]
    names = (sender.rule_name, sender.rule_arn, sender.target_id, target, target.rpartition(":")[2])
    content = partial(content_of, event)
    moment = Moment(Point.DELIVERY, "events", OPERATION, sender.account_id, sender.region, names, content=content)
    DELIVERIES.deliver(moment, send, able)


ATTEMPTS = Patch("rules-fail-attempts", "localstack.services.events.target", fail_attempts)
EVENTS = Patch("rules-misdeliver", "localstack.services.events.target", misdeliver_events)
