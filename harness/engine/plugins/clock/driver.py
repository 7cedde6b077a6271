"""Moving time: from one moment for which somebody waits to the next, whenever all work is done."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from harness.engine.plugins.clock import real
from harness.engine.plugins.clock.clock import SECOND, Clock
from harness.engine.plugins.clock.sleepers import GRAIN_NS, Sleeper, grain_of

ENDLESS_SECONDS = 540.0
"""Real seconds after which the work of one moment counts as endless, although no piece of it is: a function that puts
its own message back, say, which for ever comes again at once. Who asked for the move waits for ten minutes."""

NEVER_FINER_NS = SECOND // 100
"""Time moves by this at least, or a loop of tiny sleeps would keep it from moving."""

REMAINDER_NS = SECOND // 1_000_000
"""By this, for who finds that a moment for which it has slept hasn't quite come: a rounding error."""

EXACT_SECONDS = 3600.0
"""Up to here a move passes every single moment."""

COARSE_STEPS = 200
"""Steps of a longer move."""


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


@dataclass(frozen=True)
class Moved:
    """What moving time came to.

    Args:
        seconds: by how much time has moved.
        moments: how many moments it has passed.
        wall_seconds: real seconds that it took.
        idle: whether nothing is pending any more.
        unsettled: what was still at work when time moved on; nothing as a rule.
    """

    seconds: float
    moments: int
    wall_seconds: float
    idle: bool
    unsettled: tuple[LeftBehind, ...]


class Driver:
    """Moves a clock; one move at a time.

    While it moves, time stands still between the moments: what is computed takes no virtual time. The threads of one
    moment are woken one after the other, in the order in which they went to sleep, and each does all its work before
    the next one wakes.

    Args:
        clock: what to move.
        pending: whether something will still happen by itself, other than what happens for ever.
        is_exact: whether a sleeper is always woken on time, however short its sleep and however long the way.
        patience: real seconds that a piece of work may take before time moves on without it.
    """

    def __init__(
        self,
        clock: Clock,
        pending: Callable[[], bool],
        is_exact: Callable[[Sleeper], bool],
        patience: float,
    ) -> None:
        self._clock = clock
        self._pending = pending
        self._is_exact = is_exact
        self._patience = patience
        self._turn = threading.Lock()

    def advance(self, seconds: float) -> Moved:
        """Move time by so many seconds.

        Up to an hour, every moment is met exactly. On longer ways, those who sleep for less than a 200th of the way
        because they look after something for ever may wake that much late; all others are still woken on time.
        """
        return self._move(seconds, lambda _journey: False)

    def step(self, limit: float) -> Moved:
        """Move time to the next moment for which somebody waits, by `limit` seconds at most."""
        return self._move(limit, lambda journey: journey.moments > 0)

    def run_to_idle(self, limit: float) -> Moved:
        """Move time until nothing is pending, by `limit` seconds at most."""
        return self._move(limit, lambda _journey: not self._pending())

    def set_rate(self, rate: float) -> None:
        """Let time pass faster or slower from now on. A move that is under way ends first, even if nobody waits for it
        any more: its sleepers are woken by the driver alone."""
        with self._clock.activity.resting(), self._turn:
            self._clock.set_rate(rate)

    def _move(self, seconds: float, arrived: Callable[["_Journey"], bool]) -> Moved:
        # Who waits for its turn rests, or the one who moves would wait for it.
        with self._clock.activity.resting(), self._turn:
            began, rate = real.monotonic(), self._clock.pace.rate
            self._clock.set_rate(0)
            start = self._clock.time_ns()
            target = start + round(seconds * SECOND)
            journey = _Journey(self._clock, target, _step(seconds), self._is_exact, self._patience)
            try:
                self._clock.is_driven = True
                journey.settle()
                while not arrived(journey) and journey.go_on():
                    pass
                idle, moved = not self._pending(), journey.now - start
            finally:
                self._clock.is_driven = False
                self._clock.set_rate(rate)
            return Moved(
                seconds=moved / SECOND,
                moments=journey.moments,
                wall_seconds=round(real.monotonic() - began, 3),
                idle=idle,
                unsettled=tuple(journey.unsettled),
            )


class _Journey:
    """One move on its way to a target."""

    def __init__(
        self, clock: Clock, target_ns: int, step_ns: int, is_exact: Callable[[Sleeper], bool], patience: float
    ) -> None:
        self._clock = clock
        self._target_ns = target_ns
        self._step_ns = step_ns
        self._is_exact = is_exact
        self._patience = patience
        self.moments = 0
        self.unsettled: list[LeftBehind] = []

    @property
    def now(self) -> int:
        """Virtual nanoseconds since the epoch."""
        return self._clock.time_ns()

    def go_on(self) -> bool:
        """Move to the next moment and have its work done; False when the target was reached."""
        if self.now >= self._target_ns:
            return False
        moment = self._next_moment()
        if grain_of(moment) != grain_of(self._target_ns):
            moment = min(moment, self._target_ns)
        self._clock.set_pace(self._clock.pace.moved_to(moment))
        self.moments += 1
        self.settle()
        return True

    def settle(self) -> None:
        """Have all work done that is due."""
        self._finish()
        while sleeper := self._clock.sleepers.first(self._is_due):
            sleeper.waiter.expire()
            self._finish()

    def _finish(self) -> None:
        left_behind = self._clock.activity.settle(self._patience, ENDLESS_SECONDS)
        self.unsettled += [LeftBehind(work.name, self.now, work.seconds) for work in left_behind]

    def _is_due(self, sleeper: Sleeper) -> bool:
        return sleeper.deadline_ns <= self.now

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


def _step(seconds: float) -> int:
    coarse = seconds * SECOND / COARSE_STEPS if seconds > EXACT_SECONDS else 0
    return max(NEVER_FINER_NS, int(coarse))
