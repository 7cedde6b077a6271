"""A move of time on its way: from one moment for which somebody waits to the next."""

from collections.abc import Callable
from dataclasses import dataclass

from harness.engine.plugins.clock.clock import SECOND, Clock
from harness.engine.plugins.clock.sleepers import GRAIN_NS, Sleeper

ENDLESS_SECONDS = 540.0
"""Real seconds after which the work of one moment counts as endless, although no piece of it is: a function that puts
its own message back, say, which for ever comes again at once. Who asked for the move waits for ten minutes."""

NEVER_FINER_NS = SECOND // 100
"""Time moves by this at least, or a loop of tiny sleeps would keep it from moving."""

REMAINDER_NS = SECOND // 1_000_000
"""By this, for who finds that a moment for which it has slept hasn't quite come: a rounding error."""


@dataclass(frozen=True)
class LeftBehind:
    """Work without which time has moved on.

    Args:
        work: what was at work.
        at: when it should have been done, in virtual nanoseconds since the epoch.
        seconds: real seconds for which it had been at work.
    """

    work: str
    at: int
    seconds: float


class Journey:
    """One move on its way to a target.

    Args:
        clock: what is moved.
        target_ns: where to, in virtual nanoseconds since the epoch.
        step_ns: those who sleep for longer are woken on time, the others may wake that much late.
        is_exact: whether a sleeper is woken on time however short its sleep.
        patience: real seconds that a piece of work may take before time moves on without it.
        alone: whether whoever asked for the move sets nothing going meanwhile, once all is quiet that it has set going
            before.

    Attributes:
        moments: how many it has passed.
        unsettled: what was still at work when it went on.
    """

    def __init__(
        self,
        clock: Clock,
        target_ns: int,
        step_ns: int,
        is_exact: Callable[[Sleeper], bool],
        patience: float,
        *,
        alone: bool,
    ) -> None:
        self._clock = clock
        self._target_ns = target_ns
        self._step_ns = step_ns
        self._is_exact = is_exact
        self._patience = patience
        self._alone = alone
        self.moments = 0
        self.unsettled: list[LeftBehind] = []

    @property
    def now(self) -> int:
        """Virtual nanoseconds since the epoch."""
        return self._clock.time_ns()

    def begin(self) -> None:
        """Have all work done that is under way or due."""
        self._finish(alone=False)
        self._give_turns()

    def go_on(self) -> bool:
        """Move to the next moment and have its work done; False when the target was reached."""
        if self.now >= self._target_ns:
            return False
        moment = self._next_moment()
        if moment >= self._target_ns:
            moment = self._arrival()
        self._clock.set_pace(self._clock.pace.moved_to(moment))
        self.moments += 1
        self._give_turns()
        return True

    def end(self) -> None:
        """Leave the rest to the next one: those that have asked for a turn since the last was given."""
        self._clock.summons.clear()
        if self._clock.sleepers.first(self._is_due):
            self._clock.summons.set()

    def _give_turns(self) -> None:
        while sleeper := self._clock.sleepers.first(self._is_due):
            sleeper.waiter.expire()
            self._finish(self._alone)

    def _finish(self, alone: bool) -> None:
        left_behind = self._clock.activity.settle(self._patience, ENDLESS_SECONDS, alone=alone)
        self.unsettled += [LeftBehind(work.name, self.now, work.seconds) for work in left_behind]

    def _is_due(self, sleeper: Sleeper) -> bool:
        return sleeper.deadline_ns <= self.now

    def _arrival(self) -> int:
        """The target, or as little after it as those are who reckon it differently."""
        return max(self._target_ns, self._clock.sleepers.latest_until(self._target_ns + GRAIN_NS))

    def _next_moment(self) -> int:
        soonest = self._clock.sleepers.first()
        if soonest is None:
            return self._target_ns
        coarse = max(self._end_of_grain(soonest), self.now + self._step_ns)
        exact = self._clock.sleepers.first(lambda one: one.duration_ns > self._step_ns or self._is_exact(one))
        if exact is None:
            return coarse
        finest = REMAINDER_NS if exact.duration_ns < GRAIN_NS else NEVER_FINER_NS
        return min(coarse, max(self._end_of_grain(exact), self.now + finest))

    def _end_of_grain(self, sleeper: Sleeper) -> int:
        """When all are due that wake at the same moment."""
        return max(self._clock.sleepers.latest_of(sleeper.moment), sleeper.deadline_ns)
