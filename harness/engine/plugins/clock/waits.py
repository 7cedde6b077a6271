"""Python's waits in virtual time."""

import asyncio
import queue
import threading
import time
from typing import Any

from harness.engine.plugins.clock import real
from harness.engine.plugins.clock.clock import Clock
from harness.engine.plugins.clock.waiter import Waiter


def follow(clock: Clock) -> None:
    """Have `sleep`, `monotonic` and `Condition.wait` go by a clock, and all that is built on them: events, queues,
    semaphores, timers, futures."""
    host: Any = time
    host.sleep = clock.sleep
    host.monotonic = clock.monotonic
    for module in (queue, threading):
        # Each has its own name for `time.monotonic`.
        setattr(module, "time" if module is queue else "_time", clock.monotonic)
    condition: Any = threading.Condition
    condition.wait = _condition_wait(clock)
    # An event loop waits for the network in the host's time, and would spin while virtual time stands still.
    loop: Any = asyncio.BaseEventLoop
    loop.time = lambda _self: real.monotonic()


def _condition_wait(clock: Clock) -> Any:
    def wait(self: Any, timeout: float | None = None) -> bool:
        """As Python's own, but for the waiter."""
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = Waiter(clock.activity)
        if timeout is not None and timeout <= 0:
            return False
        self._waiters.append(waiter)
        saved = self._release_save()
        notified = False
        try:
            notified = clock.wait(waiter, timeout)
            return notified
        finally:
            self._acquire_restore(saved)
            if not notified and waiter in self._waiters:
                self._waiters.remove(waiter)

    return wait
