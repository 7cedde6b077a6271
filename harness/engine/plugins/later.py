"""Running functions at moments to come."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any


def now() -> float:
    """Epoch seconds, never ahead of what `datetime` says.

    `time.time` is a float and may round up to a whole minute that hasn't quite come; what is done then is dated with
    the minute before.
    """
    return datetime.now(UTC).timestamp()


class Later:
    """Runs functions at epoch times in one thread of its own, which starts with the first of them.

    Args:
        name: the thread's.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._scheduler: Any = None

    def __call__(self, due: float, function: Callable[[], None]) -> None:
        """Run `function` at `due`, in seconds since the epoch."""
        self._running().schedule(function, start=due)

    def _running(self) -> Any:
        from localstack.utils.scheduler import Scheduler

        with self._lock:
            if self._scheduler is None:
                self._scheduler = Scheduler()
                threading.Thread(target=self._scheduler.run, name=self._name, daemon=True).start()
            return self._scheduler
