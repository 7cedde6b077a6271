"""Waiting for something to become true, for so long and no longer."""

from datetime import timedelta

from harness.scenario.clock import Clock


class Patience:
    """So many seconds of a clock.

    Args:
        clock: the scenario's time.
        seconds: how long to wait in all; 0 not at all.
    """

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._deadline = clock.now() + timedelta(seconds=seconds)

    def wait(self) -> bool:
        """Let some time pass; False when there is none left."""
        left = (self._deadline - self._clock.now()).total_seconds()
        if left <= 0:
            return False
        self._clock.look_away(left)
        return True
