"""The board of behaviours: who is told what, who decides, and what was decided.

A behaviour belongs to the account that it is set for. Of those that are about a moment the first one wins, in the
order in which they were first set. One that is about it but passes it by (not the nth, not drawn, over) leaves it to
the next.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from threading import Event, Lock
from typing import Protocol

from fakes import clock
from fakes.behaviour import Behaviour
from fakes.behaviours.durations import Duration
from fakes.behaviours.effects import Effect
from fakes.behaviours.entry import Entry
from fakes.behaviours.matching import is_about, subject_of
from fakes.behaviours.moment import Moment
from fakes.behaviours.reports import Decision, Outcome, Report

DECISIONS_KEPT = 10_000
"""Decisions that are kept for the record, over all accounts."""


@dataclass(frozen=True)
class Order:
    """What is to be done at a moment.

    Attributes:
        behaviour: id of the behaviour that orders it.
        effect: what is to be done.
        dice: for whatever has to be drawn.
        ended: set when the behaviour is cleared.
    """

    behaviour: str
    effect: Effect
    dice: Random
    ended: Event

    def wait(self, duration: Duration) -> None:
        """Let the duration pass, or less if the behaviour is cleared meanwhile."""
        self.ended.wait(duration.draw(self.dice))


class Watch(Protocol):
    """Is told what becomes of behaviours, while the board is locked: it must be quick, and not ask the board."""

    def was_set(self, owner: str, behaviour: Behaviour, since: float) -> None:
        """A behaviour is in force since that epoch time."""

    def was_applied(self, owner: str, behaviour: Behaviour, moment: Moment) -> None:
        """A behaviour takes effect at a moment."""

    def was_cleared(self, owner: str, behaviour: Behaviour) -> None:
        """A behaviour is no longer in force."""


class Board:
    """All behaviours of all accounts. Threads may share it.

    Args:
        now: seconds since the epoch.

    Attributes:
        watch: is told what happens; None if nobody wants to know.
    """

    def __init__(self, now: Callable[[], float] = clock.now) -> None:
        self.watch: Watch | None = None
        self._now = now
        self._lock = Lock()
        # Replaced as a whole and never changed, so that a call that nobody misbehaves for takes no lock.
        self._entries: tuple[Entry, ...] = ()
        self._decisions: deque[tuple[str, Decision]] = deque(maxlen=DECISIONS_KEPT)

    def set(self, owner: str, behaviour: Behaviour) -> Report:
        """Put a behaviour into force; one of the same id gives up its place to it.

        Args:
            owner: 12-digit account.
            behaviour: what to do.
        """
        entry = Entry(owner, behaviour, self._now())
        with self._lock:
            places = [place for place, old in enumerate(self._entries) if _is(old, owner, behaviour.id)]
            if not places:
                self._entries += (entry,)
            for place in places:
                self._entries[place].ended.set()
                self._entries = (*self._entries[:place], entry, *self._entries[place + 1 :])
            if self.watch:
                self.watch.was_set(owner, behaviour, entry.since)
        return entry.report()

    def reports(self, owner: str) -> list[Report]:
        """What an account's behaviours have done so far, in their order."""
        with self._lock:
            return [entry.report() for entry in self._entries if entry.owner == owner]

    def clear(self, owner: str, behaviour_id: str | None = None) -> list[Report]:
        """Take an account's behaviours out of force, or one of them; returns what they have done."""
        with self._lock:
            cleared = [entry for entry in self._entries if _is(entry, owner, behaviour_id)]
            self._entries = tuple(entry for entry in self._entries if entry not in cleared)
            for entry in cleared:
                entry.ended.set()
                if self.watch:
                    self.watch.was_cleared(owner, entry.behaviour)
            return [entry.report() for entry in cleared]

    def clear_all(self) -> None:
        """Take everything out of force: the engine stops, and nobody may wait any longer."""
        for owner in {entry.owner for entry in self._entries}:
            self.clear(owner)

    @property
    def is_busy(self) -> bool:
        """Whether there is any behaviour at all; if not, nobody needs to look closer at what happens."""
        return bool(self._entries)

    def decisions(self, owner: str) -> list[Decision]:
        """What was decided by an account's behaviours, oldest first."""
        with self._lock:
            return [decision for account, decision in self._decisions if account == owner]

    def decide(self, moment: Moment, able: tuple[type[Effect], ...]) -> Order | None:
        """Ask what is to be done at a moment; None for nothing out of the ordinary.

        Args:
            moment: what happens.
            able: kinds of effects that can be had here; behaviours with others don't match.
        """
        if not self.is_busy:
            return None
        with self._lock:
            for entry in self._entries:
                if isinstance(entry.behaviour.effect, able) and is_about(entry.behaviour, entry.owner, moment):
                    outcome, dice = entry.consider(self._now(), moment, subject_of(entry.behaviour.match, moment) or "")
                    self._decisions.append((entry.owner, self._record(entry, outcome, moment)))
                    if outcome is Outcome.APPLIED:
                        if self.watch:
                            self.watch.was_applied(entry.owner, entry.behaviour, moment)
                        return Order(entry.behaviour.id, entry.behaviour.effect, dice, entry.ended)
                    if outcome is Outcome.ALLOWED:
                        return None
        return None

    def _record(self, entry: Entry, outcome: Outcome, moment: Moment) -> Decision:
        return Decision(
            time=self._now(),
            behaviour=entry.behaviour.id,
            outcome=outcome,
            point=moment.point,
            service=moment.service,
            operation=moment.operation,
            resource=next(iter(moment.resources), ""),
            caller=moment.caller,
        )


def _is(entry: Entry, owner: str, behaviour_id: str | None) -> bool:
    return entry.owner == owner and behaviour_id in (None, entry.behaviour.id)


BOARD = Board()
"""The board of this engine process."""
