"""The time in which a scenario lives: the host's, or that of an engine whose time only moves when it is moved."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Final, Protocol, TypeVar

from harness import clock as engine
from harness.errors import EngineError, UsageError
from harness.settings import ClockKind

Answer = TypeVar("Answer")

POLL_SECONDS: Final = 0.1
"""How often a probe asks again in real time."""

MINUTE: Final = 60.0

JUST_AFTER_SECONDS: Final = 0.001
"""How long after a full minute something begins that begins with it. Alarms look at the full minute itself: if what
goes on by the minute fell into that moment in one run, and just after it in another, their order would be chance."""

LOOK_SECONDS: Final = 0.1
"""How often it is looked, in real time, whether a call that is on its way has come to the engine, or its answer."""

SERVING: Final = "connection"
"""Name of the engine's threads that serve calls."""


class Clock(Protocol):
    """Tells the time and lets it pass."""

    kind: ClockKind

    def now(self) -> datetime:
        """The time, as an aware UTC time."""

    def settle(self) -> None:
        """Return when all that happens at this moment has happened, as far as that can be told."""

    def pause(self, seconds: float) -> None:
        """Return when so many seconds have passed, and all that happens in them has happened."""

    def round_up(self) -> None:
        """Begin a new minute, if that costs nothing."""

    def look_away(self, at_most: float) -> None:
        """Return when so much time has passed that the world may have changed, at most so many seconds."""

    def run_to_idle(self, limit: float) -> bool:
        """Let time pass until nothing is about to happen, at most so many seconds; whether that was reached.

        Raises:
            UsageError: nobody can tell.
        """

    def during(self, call: Callable[[], Answer]) -> Answer:
        """The answer of a call that may take time, such as one that waits for a function."""


class RealClock:
    """The time of this machine."""

    kind: ClockKind = "real"

    def now(self) -> datetime:
        """The time, as an aware UTC time."""
        return datetime.now(UTC)

    def settle(self) -> None:
        """Nothing: real time doesn't wait for anybody."""

    def pause(self, seconds: float) -> None:
        """Return when so many seconds have passed."""
        time.sleep(seconds)

    def round_up(self) -> None:
        """Nothing: it would cost up to a minute."""

    def look_away(self, at_most: float) -> None:
        """Return shortly."""
        time.sleep(min(POLL_SECONDS, at_most))

    def run_to_idle(self, limit: float) -> bool:
        """Refuse."""
        raise UsageError("Only an engine in virtual time knows when it is idle.", hint="Say `clock: virtual`.")

    def during(self, call: Callable[[], Answer]) -> Answer:
        """The call's answer."""
        return call()


class VirtualClock:
    """The time of an engine with a virtual clock, which stands still unless one of these methods moves it.

    What the engine computes takes no time; what waits in it is woken in its order. Every method that moves time raises
    `UnsettledError` when the engine computed for so long that time went on without it: then a scenario proves nothing.

    Args:
        endpoint: URL of the engine.
    """

    kind: ClockKind = "virtual"

    def __init__(self, endpoint: str) -> None:
        self._engine = engine.Clock(endpoint)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Keep time still while the block lasts, from just after a full minute on, then let it go on as before."""
        state = self._engine.show()
        self._engine.set_rate(0)
        try:
            self.round_up()
            yield
        finally:
            with suppress(EngineError):  # one that was killed has no time
                self._engine.set_rate(state.rate)

    def now(self) -> datetime:
        """The engine's time."""
        return self._engine.now()

    def settle(self) -> None:
        """Return when the engine has done all work that doesn't wait for a later moment."""
        self._engine.advance(0)

    def pause(self, seconds: float) -> None:
        """Move time by so many seconds."""
        self._engine.advance(seconds)

    def round_up(self) -> None:
        """Move time to just after the next full minute.

        What goes on by the minute, such as alarms, is then as far away in every run.
        """
        now = self.now()
        self.pause(MINUTE + JUST_AFTER_SECONDS - now.second - now.microsecond / 1e6)

    def look_away(self, at_most: float) -> None:
        """Move time to the next moment at which something may change, be it in somebody else's world, and no further.

        A wait ends then in the moment in which it came true, whatever earlier users of the engine have left in it.
        """
        self._engine.step(at_most)

    def run_to_idle(self, limit: float) -> bool:
        """Move time until nothing is pending."""
        return self._engine.run_to_idle(limit).idle

    def during(self, call: Callable[[], Answer]) -> Answer:
        """Make a call, and let time pass for as long as the engine waits before it answers."""
        with ThreadPoolExecutor(1, thread_name_prefix="during") as pool:
            answer = pool.submit(call)
            while not answer.done():
                # While it is on its way, time stands still: how long that takes is the machine's affair.
                if seconds := _until_a_call_goes_on(self._engine.advance(0)):
                    self.pause(seconds)
                else:
                    wait([answer], LOOK_SECONDS)
            return answer.result()


def _until_a_call_goes_on(state: engine.ClockState) -> float:
    """Seconds until one that is being served has waited for long enough; 0 while no client's call waits for that."""
    if state.moved is None or not state.moved.calls:
        return 0.0
    return next((one.seconds for one in state.sleepers if one.thread == SERVING), 0.0)
