"""A thread that waits until something or somebody wakes it."""

import threading
from contextlib import suppress
from enum import Enum

from harness.engine.plugins.clock.activity import Activity


class Woken(Enum):
    """Why a wait has ended."""

    NOTIFIED = "notified"
    EXPIRED = "expired"


class Waiter:
    """Stands where `threading.Condition` expects a lock whose release ends the wait.

    Whoever wakes it begins the woken thread's work on its behalf.

    Args:
        activity: where to begin it.
    """

    def __init__(self, activity: Activity) -> None:
        self.thread = threading.current_thread()
        self.woken: Woken | None = None
        self.work: int | None = None
        self._activity = activity
        self._guard = threading.Lock()
        self._gate = threading.Lock()
        self._gate.acquire()

    def release(self) -> None:
        """What a condition does to notify.

        Raises:
            RuntimeError: it is awake; the condition then notifies another one.
        """
        if not self._wake(Woken.NOTIFIED):
            raise RuntimeError("release unlocked lock")

    def _wake(self, why: Woken) -> bool:
        """End the wait; False if it has ended already."""
        with self._guard:
            if self.woken is not None:
                return False
            # The main thread, once woken, polls the network for ever.
            if self.thread is not threading.main_thread():
                self.work = self._activity.begin(self.thread.name)
            self.woken = why
        self.nudge()
        return True

    def expire(self) -> bool:
        """End the wait because its time is up; False if it has ended already."""
        return self._wake(Woken.EXPIRED)

    def nudge(self) -> None:
        """Have the thread look at the time again."""
        with suppress(RuntimeError):  # it hasn't yet looked since the last time
            self._gate.release()

    def pause(self, seconds: float | None) -> None:
        """Wait to be woken or nudged, at most so many real seconds; None for no limit."""
        self._gate.acquire(timeout=-1 if seconds is None else min(seconds, threading.TIMEOUT_MAX))
