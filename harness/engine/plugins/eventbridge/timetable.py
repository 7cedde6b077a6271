"""Firing scheduled rules, each at its time and once."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from harness.engine.plugins import turns
from harness.engine.plugins.eventbridge.schedule import Cron, Rate, schedule
from harness.engine.plugins.later import now

Rule = Any
"""LocalStack's `Rule`."""


@dataclass(frozen=True)
class Entry:
    """A rule's schedule, and when it fires next; None for never."""

    expression: str
    schedule: Rate | Cron
    due: float | None


class Timetable:
    """Looks after all scheduled rules that there are, in one thread of its own.

    Args:
        rules: all rules of all accounts.
        fire: sends a rule's event to its targets.
    """

    def __init__(self, rules: Callable[[], Iterator[Rule]], fire: Callable[[Rule], None]) -> None:
        self._rules = rules
        self._fire = fire
        self._entries: dict[str, Entry] = {}
        self._changed = threading.Condition()
        self._closed = False

    def start(self) -> None:
        """Begin to fire."""
        threading.Thread(target=self._run, name="events-schedules", daemon=True).start()

    def notice(self) -> None:
        """Some rule has changed."""
        with self._changed:
            self._changed.notify_all()

    def close(self) -> None:
        """Fire no more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _run(self) -> None:
        while not self._closed:
            for rule in self._due():
                # A target that takes its time must not hold up other rules.
                thread = threading.Thread(target=self._fire, args=(rule,), name="events-schedule", daemon=True)
                turns.take_turn(thread.start)

    def _due(self) -> list[Rule]:
        """Wait until rules are due, or until something has changed."""
        with self._changed:
            rules = self._look()
            moment = now()
            due = [rule for rule in rules if (at := self._entries[rule.arn].due) is not None and at <= moment]
            for rule in due:
                entry = self._entries[rule.arn]
                self._entries[rule.arn] = Entry(entry.expression, entry.schedule, entry.schedule.after(moment))
            if not due and not self._closed:
                self._changed.wait(self._seconds_left(moment))
            return due

    def _seconds_left(self, moment: float) -> float | None:
        return min((entry.due - moment for entry in self._entries.values() if entry.due is not None), default=None)

    def _look(self) -> list[Rule]:
        """The rules that fire. New ones and changed ones begin now; the others are forgotten."""
        rules = [rule for rule in self._rules() if rule.schedule_expression and rule.state != "DISABLED"]
        self._entries = {rule.arn: self._entry(rule) for rule in rules}
        return sorted(rules, key=lambda rule: str(rule.arn))

    def _entry(self, rule: Rule) -> Entry:
        known = self._entries.get(rule.arn)
        if known and known.expression == rule.schedule_expression:
            return known
        begun = now()
        following = schedule(rule.schedule_expression, begun)
        return Entry(rule.schedule_expression, following, following.after(begun))
