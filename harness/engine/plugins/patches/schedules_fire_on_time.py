"""Scheduled rules fire at their time and once, and not when they are disabled or gone.

Patches `localstack.services.events.provider`. As shipped, a loop looks about once a minute for rules that are due
within the next: some are missed and some fire twice. A rule fires once more for each time that targets were put, also
when it is disabled or deleted; rates follow the clock on the wall, and weekdays are a day late.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from types import ModuleType
from typing import Any

from harness.engine.plugins.after import after
from harness.engine.plugins.eventbridge.schedule import schedule
from harness.engine.plugins.eventbridge.timetable import Timetable
from harness.engine.plugins.patching import Patch, replace
from harness.engine.plugins.stores import stores_of

TIMETABLE = "rehearsal_timetable"
CHANGES = ("put_rule", "enable_rule")


def apply(module: ModuleType) -> None:
    """Keep a timetable in the place of LocalStack's scheduler."""
    provider = module.EventsProvider
    replace(provider, "put_rule", lambda original: _judging(original, module))
    for change in CHANGES:
        after(provider, change, lambda self: getattr(self, TIMETABLE).notice())
    replace(provider, "on_before_start", lambda _original: _start)
    replace(provider, "on_before_stop", lambda _original: lambda self: getattr(self, TIMETABLE).close())
    replace(module.RuleService, "create_schedule_job", lambda _original: lambda _self, _send: None)


def _judging(original: Callable[..., Any], module: ModuleType) -> Callable[..., Any]:
    @wraps(original)
    def put_rule(self: Any, context: Any, schedule_expression: str | None = None, **asked: Any) -> Any:
        if schedule_expression:
            module.RuleService._validate_input(None, schedule_expression)
            schedule(schedule_expression, since=0.0)
        return original(self, context, schedule_expression=schedule_expression, **asked)

    return put_rule


def _start(provider: Any) -> None:
    def fire(rule: Any) -> None:
        provider._get_scheduled_rule_job_function(rule.account_id, rule.region, rule)()

    timetable = Timetable(_rules, fire)
    setattr(provider, TIMETABLE, timetable)
    timetable.start()


def _rules() -> Iterator[Any]:
    from localstack.services.events.models import events_stores

    for store in stores_of(events_stores):
        for bus in list(store.event_buses.values()):
            yield from list(bus.rules.values())


PATCH = Patch("schedules-fire-on-time", "localstack.services.events.provider", apply)
