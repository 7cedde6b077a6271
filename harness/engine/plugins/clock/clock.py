"""The clock of this engine process."""

import math
from collections.abc import Callable
from pathlib import Path

from harness.engine.plugins.clock import real
from harness.engine.plugins.clock.activity import Activity
from harness.engine.plugins.clock.pace import Pace
from harness.engine.plugins.clock.patience import CALLERS
from harness.engine.plugins.clock.shared import SharedPace
from harness.engine.plugins.clock.sleepers import Sleepers
from harness.engine.plugins.clock.turn import Turn
from harness.engine.plugins.clock.waiter import Waiter, Woken

SECOND = 1_000_000_000
"""Nanoseconds in a second."""


class Clock:
    """Tells virtual time, and lets threads wait in it.

    Args:
        file: where other processes read the pace; None if there are none.

    Attributes:
        summons: set when somebody waits for a turn, which whoever moves the clock gives.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.activity = Activity()
        self.sleepers = Sleepers()
        started = real.monotonic_ns()
        self._pace = Pace(started, real.time_ns())
        # Virtual monotonic time begins where the host's is: moments that were taken before stay good.
        self._monotonic_zero_ns = self._pace.virtual_ns - started
        self.summons = real.Event()
        self._shared = SharedPace(file, writable=True) if file else None
        self.set_pace(self._pace)

    @property
    def pace(self) -> Pace:
        """How time passes at present."""
        return self._pace

    def set_pace(self, pace: Pace) -> None:
        """Let time pass otherwise, for all processes."""
        self._pace = pace
        if self._shared:
            self._shared.write(pace)

    def set_rate(self, rate: float) -> None:
        """Let time pass faster or slower from now on; at rate 0 it stands still."""
        self.set_pace(self._pace.from_now(real.monotonic_ns(), rate))
        self.sleepers.nudge()

    @property
    def stands(self) -> bool:
        """Whether time stands still, be it between two moments to which somebody moves it."""
        return self._pace.rate == 0

    def time_ns(self) -> int:
        """Nanoseconds since the epoch."""
        return self._pace.at(real.monotonic_ns())

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return (self.time_ns() - self._monotonic_zero_ns) / SECOND

    def offset(self) -> float:
        """Seconds by which this clock is ahead of the host's."""
        return self.monotonic() - real.monotonic()

    def sleep(self, seconds: float) -> None:
        """Let virtual seconds pass."""
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        if seconds == 0:
            real.sleep(0)
        else:
            self.wait(Waiter(self.activity), seconds)

    def give_way(self) -> None:
        """Let everything happen first that follows from what the calling thread has done, at this very moment.

        While time passes by itself, there is nothing to wait for.
        """
        if self.stands:
            self.wait(Waiter(self.activity), 0)

    def take_turn(self, act: Callable[[], object]) -> None:
        """Call `act` when all has happened at this very moment that was set going before; while time passes by itself,
        at once."""
        if self.stands:
            # Long due, and so before all others: who wakes does all its work before the next one wakes.
            self.sleepers.add(0, 0, Turn(self.activity, act))
            self.summons.set()
        else:
            act()

    def wait(self, waiter: Waiter, seconds: float | None) -> bool:
        """Block the calling thread until it is notified or virtual seconds have passed; True if it was notified."""
        CALLERS.watch()
        if seconds is None:
            self.activity.end(self.activity.lay_down())
            while waiter.woken is None:
                waiter.pause(None)
        else:
            # Rounded up: who finds that next to nothing is missing would else wait again and again at one moment.
            self._sleep_until(waiter, math.ceil(seconds * SECOND))
        self.activity.adopt(waiter.work)
        return waiter.woken is Woken.NOTIFIED

    def _sleep_until(self, waiter: Waiter, duration_ns: int) -> None:
        sleeper = self.sleepers.add(self.time_ns() + duration_ns, duration_ns, waiter)
        # Not sooner, or time might move on past the moment that nobody knows of yet.
        self.activity.end(self.activity.lay_down())
        try:
            while waiter.woken is None:
                left = sleeper.deadline_ns - self.time_ns()
                if left <= 0 and not self.stands:
                    waiter.expire()
                else:
                    if left <= 0:
                        self.summons.set()
                    # Whoever moves time wakes the sleepers, one after the other.
                    waiter.pause(self._pace.real_seconds(left))
        finally:
            self.sleepers.remove(sleeper)
