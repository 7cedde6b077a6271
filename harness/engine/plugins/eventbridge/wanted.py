"""Which events of AWS's services any rule waits for."""

from collections.abc import Sequence
from typing import Any

BUS = "default"
"""Services put their events on this bus only: EventBridge User Guide, "Events from AWS services"."""


def is_wanted(entry: Any, account: str, region: str) -> bool:
    """Whether a rule of the account matches, or can't say: then it fails where LocalStack expects it.

    Args:
        entry: a `PutEventsRequestEntry`.
        account: whose event it is.
        region: where it happened.
    """
    rules = _rules(account, region)
    return bool(rules) and _matches(rules, entry, account, region)


def _rules(account: str, region: str) -> Sequence[Any]:
    from localstack.services.events.models import events_stores

    bus = events_stores[account][region].event_buses.get(BUS)
    rules = list(bus.rules.values()) if bus else []
    return [rule for rule in rules if rule.event_pattern and rule.state != "DISABLED"]


def _matches(rules: Sequence[Any], entry: Any, account: str, region: str) -> bool:
    from localstack.services.events.utils import format_event
    from localstack.utils.event_matcher import matches_event

    event = format_event(entry, region, account, BUS)
    try:
        return any(matches_event(rule.event_pattern, event) for rule in rules)
    except Exception:
        return True
