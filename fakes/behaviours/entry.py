"""A behaviour in force: its counts, its time, and its dice."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from threading import Event

from fakes.behaviour import Behaviour
from fakes.behaviours.effects import Quota, Throttle
from fakes.behaviours.moment import Moment
from fakes.behaviours.reports import Outcome, Report


@dataclass
class Entry:
    """What the board knows about one behaviour. The board's lock guards it.

    Attributes:
        owner: account for which it is set.
        behaviour: what it says.
        since: when it was set, in seconds since the epoch.
        ended: set when it is cleared; whoever waits because of it goes on.
        matched: moments that it was about.
        applied: moments at which it took effect.
    """

    owner: str
    behaviour: Behaviour
    since: float
    ended: Event = field(default_factory=Event)
    matched: int = 0
    applied: int = 0
    _of_subject: Counter[str] = field(default_factory=Counter, init=False)
    _tokens: float = field(default=0.0, init=False)
    _refilled: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        if isinstance(self.behaviour.effect, Throttle):
            self._tokens, self._refilled = self.behaviour.effect.burst, self.since

    def consider(self, now: float, moment: Moment, subject: str) -> tuple[Outcome, Random]:
        """Count a moment that it is about, and decide on it.

        Args:
            now: seconds since the epoch.
            moment: what happens.
            subject: by which its moments are told apart; empty if they aren't.

        Returns:
            The outcome, and the dice for whatever else is to be drawn at this moment.
        """
        self.matched += 1
        self._of_subject[subject] += 1
        # Dice of its own for each moment: its fate depends on its subject and its number there, and neither on what was
        # drawn before nor on which thread was faster.
        dice = Random("/".join(filter(None, (str(self.behaviour.match.seed), subject, str(self._of_subject[subject])))))
        outcome = self._outcome(now, moment, self._of_subject[subject], dice)
        self.applied += outcome is Outcome.APPLIED
        return outcome, dice

    def report(self) -> Report:
        """What it has done so far."""
        return Report(behaviour=self.behaviour, matched=self.matched, applied=self.applied, since=self.since)

    def _outcome(self, now: float, moment: Moment, number: int, dice: Random) -> Outcome:
        match, effect = self.behaviour.match, self.behaviour.effect
        if self._is_over(now):
            return Outcome.OVER
        if match.nth and number not in match.nth:
            return Outcome.NOT_THE_NTH
        if dice.random() >= match.probability:
            return Outcome.NOT_DRAWN
        if isinstance(effect, Throttle) and self._takes_token(effect, now):
            return Outcome.ALLOWED
        if isinstance(effect, Quota) and moment.others < effect.jobs:
            return Outcome.ALLOWED
        return Outcome.APPLIED

    def _is_over(self, now: float) -> bool:
        limit = self.behaviour.limit
        used_up = limit.count is not None and self.applied >= limit.count
        return used_up or (limit.seconds is not None and now - self.since >= limit.seconds)

    def _takes_token(self, throttle: Throttle, now: float) -> bool:
        """Whether a token is left in the bucket, which fills at the rate up to the burst."""
        earned = max(0.0, now - self._refilled) * throttle.rate
        self._tokens, self._refilled = min(throttle.burst, self._tokens + earned), now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
