"""Moving time: from one moment for which somebody waits to the next, whenever all work is done."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from harness.engine.plugins.clock import real
from harness.engine.plugins.clock.clock import SECOND, Clock
from harness.engine.plugins.clock.journey import NEVER_FINER_NS, Journey, LeftBehind
from harness.engine.plugins.clock.sleepers import Sleeper

EXACT_SECONDS = 3600.0
"""Up to here a move passes every single moment."""

COARSE_STEPS = 200
"""Steps of a longer move."""


@dataclass(frozen=True)
class Moved:
    """What moving time came to.

    Args:
        seconds: by how much time has moved.
        moments: how many moments it has passed.
        wall_seconds: real seconds that it took.
        idle: whether nothing is pending any more.
        calls: how many calls of clients wait in the engine.
        unsettled: what was still at work when time moved on; nothing as a rule.
    """

    seconds: float
    moments: int
    wall_seconds: float
    idle: bool
    calls: int
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
        self._untold: tuple[LeftBehind, ...] = ()

    def attend(self) -> None:
        """Give turns for ever to those that wait for one while nobody moves the clock. It stands still, then, or nobody
        would wait. Whoever moves it next is told of what was left behind."""
        while True:
            self._clock.summons.wait()
            with self._clock.activity.resting(), self._turn:
                self._untold = self._moved(0, lambda _journey: False, alone=False).unsettled

    def moves(self) -> bool:
        """Whether a move is under way."""
        return self._turn.locked()

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

    def _move(self, seconds: float, arrived: Callable[[Journey], bool]) -> Moved:
        # Who waits for its turn rests, or the one who moves would wait for it.
        with self._clock.activity.resting(), self._turn:
            return self._moved(seconds, arrived, alone=True)

    def _moved(self, seconds: float, arrived: Callable[[Journey], bool], *, alone: bool) -> Moved:
        began, rate = real.monotonic(), self._clock.pace.rate
        self._clock.set_rate(0)
        start = self._clock.time_ns()
        target = start + round(seconds * SECOND)
        journey = Journey(self._clock, target, _step(seconds), self._is_exact, self._patience, alone=alone)
        try:
            journey.begin()
            while not arrived(journey) and journey.go_on():
                pass
            idle, moved = not self._pending(), journey.now - start
        finally:
            self._clock.set_rate(rate)
            journey.end()
        untold, self._untold = self._untold, ()
        return Moved(
            seconds=moved / SECOND,
            moments=journey.moments,
            wall_seconds=round(real.monotonic() - began, 3),
            idle=idle,
            calls=self._clock.activity.waiting_calls,
            unsettled=(*untold, *journey.unsettled),
        )


def _step(seconds: float) -> int:
    coarse = seconds * SECOND / COARSE_STEPS if seconds > EXACT_SECONDS else 0
    return max(NEVER_FINER_NS, int(coarse))
