"""Reading and moving an engine's virtual clock."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from harness import control
from harness.errors import EngineError, UnsettledError

PATH = "clock"
LONGEST_SECONDS = 3600.0
"""Real seconds that a move may take; one in which hundreds of documents are processed takes minutes."""


class Sleeper(BaseModel):
    """Something in the engine that waits for a moment.

    Attributes:
        thread: who waits.
        seconds: until then.
        pending: whether something is about to happen then; else somebody only looks after things again and again.
    """

    thread: str
    seconds: float
    pending: bool


class LeftBehind(BaseModel):
    """Work in the engine without which time has moved on, since it lasted for too long.

    Attributes:
        work: what was at work: a thread, or the handler of a function.
        at: the moment, in the engine's time, in which it should have been done.
        seconds: real seconds for which it had been at work.
    """

    work: str
    at: datetime
    seconds: float

    def __str__(self) -> str:
        return f"{self.work}, at work since {self.at:%Y-%m-%d %H:%M:%S} for {self.seconds:.0f} real seconds"


class Moved(BaseModel):
    """What moving time came to.

    Attributes:
        seconds: by how much time has moved.
        moments: how many moments for which somebody waited it has passed.
        wall_seconds: real seconds that it took.
        idle: whether nothing is pending any more.
        calls: how many calls of clients wait in the engine.
        unsettled: what was still at work when time moved on without it; nothing as a rule.
    """

    seconds: float
    moments: int
    wall_seconds: float
    idle: bool
    calls: int
    unsettled: list[LeftBehind]


class ClockState(BaseModel):
    """A virtual clock.

    Attributes:
        now: the engine's time.
        offset: seconds by which it is ahead of the host's.
        rate: virtual seconds per real second.
        patience: real seconds for which a move waits for a piece of work.
        idle: whether nothing is pending.
        at_work: threads that are at work.
        sleepers: who waits for what, soonest first.
        moved: of the move that was asked for.
    """

    now: datetime
    offset: float
    rate: float
    patience: float
    idle: bool
    at_work: list[str]
    sleepers: list[Sleeper]
    moved: Moved | None = None


class Clock:
    """The clock of an engine that was started with a virtual one.

    Every method raises `EngineError` when the engine has none, or doesn't answer, and those that move time raise
    `UnsettledError` when it went on without work that should have been done: what happens then isn't what would.

    Args:
        endpoint: URL of the engine.
    """

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint

    def show(self) -> ClockState:
        """The time, and who waits for what."""
        return self._ask("GET", PATH)

    def now(self) -> datetime:
        """The engine's time."""
        return self.show().now

    def advance(self, seconds: float) -> ClockState:
        """Move time forward. Returns when everything that happens in that time has happened."""
        return self._ask("POST", f"{PATH}/advance", {"seconds": seconds})

    def step(self, limit: float) -> ClockState:
        """Move time forward to the next moment for which somebody waits, by `limit` seconds at most.

        What somebody sees of the world changes only at such moments: to look at it after every step misses nothing.
        """
        return self._ask("POST", f"{PATH}/step", {"limit": limit})

    def run_to_idle(self, limit: float) -> ClockState:
        """Move time forward until nothing is pending, by `limit` seconds at most."""
        return self._ask("POST", f"{PATH}/run-to-idle", {"limit": limit})

    def set_rate(self, rate: float) -> ClockState:
        """Let time pass at `rate` virtual seconds per real second; at 0 it stands still."""
        return self._ask("PUT", f"{PATH}/rate", {"rate": rate})

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> ClockState:
        try:
            match method:
                case "POST":
                    answer = control.post(self._endpoint, path, body, LONGEST_SECONDS)
                case "PUT":
                    answer = control.put(self._endpoint, path, body)
                case _:
                    answer = control.get(self._endpoint, path)
        except control.ControlError as error:
            raise EngineError(
                f"The engine's clock can't be reached: {error}.",
                hint="Start the engine with `rehearse up --clock virtual`.",
            ) from error
        return _settled(ClockState.model_validate(answer))


def _settled(state: ClockState) -> ClockState:
    if state.moved is None or not state.moved.unsettled:
        return state
    raise UnsettledError(
        f"Virtual time has moved on to {state.now:%Y-%m-%d %H:%M:%S} without work that took more than "
        f"{state.patience:g} real seconds: what it does comes late, or never.",
        hint="If it only was slow, set REHEARSE_CLOCK_PATIENCE to more and start the engine again. If it hangs, "
        "see `rehearse logs`; a function that hangs is ended by its own timeout when you move on.",
        details=[str(one) for one in state.moved.unsettled],
    )
