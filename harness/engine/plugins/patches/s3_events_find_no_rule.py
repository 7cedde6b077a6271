"""S3 tells EventBridge only of what a rule waits for. Patches `localstack.services.s3.notifications`.

As shipped each object that is written costs a thread's turn and a call of `PutEvents`, even if no rule matches: eight
of the nine objects that a document leaves in its bucket. On AWS nobody makes such a call.
"""

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

BUS = "default"
"""S3's events go to this bus only: S3 User Guide, "Using EventBridge"."""


def apply(module: ModuleType) -> None:
    """Ask the rules before the event is given to a thread."""

    def should_notify(context: Any, _configuration: Any) -> bool:
        rules = _rules(context.bucket_account_id, context.bucket_location)
        return bool(rules) and _is_wanted(rules, module.EventBridgeNotifier._get_event_payload(context), context)

    replace(module.EventBridgeNotifier, "should_notify", lambda _original: staticmethod(should_notify))


def _rules(account: str, region: str) -> Sequence[Any]:
    from localstack.services.events.models import events_stores

    bus = events_stores[account][region].event_buses.get(BUS)
    rules = list(bus.rules.values()) if bus else []
    return [rule for rule in rules if rule.event_pattern and rule.state != "DISABLED"]


def _is_wanted(rules: Sequence[Any], entry: Any, context: Any) -> bool:
    """Whether a rule matches, or can't say: then it fails where LocalStack expects it."""
    from localstack.services.events.utils import format_event
    from localstack.utils.event_matcher import matches_event

    event = format_event(entry, context.bucket_location, context.bucket_account_id, BUS)
    try:
        return any(matches_event(rule.event_pattern, event) for rule in rules)
    except Exception:
        return True


PATCH = Patch("s3-events-find-no-rule", "localstack.services.s3.notifications", apply)
