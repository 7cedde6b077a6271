"""Callers that wait for an answer in virtual time, and for how long."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Patience:
    """That of the caller whose call a thread serves.

    Most calls are answered at once: only when the thread has to wait is the time looked at.

    Args:
        seconds: that the caller waits.
        give_up: told, at most once and never after `end`, that they have passed.
    """

    def __init__(self, seconds: float, give_up: Callable[[], None]) -> None:
        self._until = time.monotonic() + seconds
        self._give_up: Callable[[], None] | None = give_up
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()

    def watch(self) -> None:
        """The thread is about to wait."""
        if self._timer is None:
            self._timer = threading.Timer(max(0.0, self._until - time.monotonic()), self._time_is_up)
            self._timer.daemon = True
            self._timer.start()

    def end(self) -> None:
        """There is an answer."""
        with self._lock:
            self._give_up = None
        if self._timer is not None:
            self._timer.cancel()

    def _time_is_up(self) -> None:
        with self._lock:
            if self._give_up is not None:
                self._give_up()


class Callers:
    """The caller for whom each thread works."""

    def __init__(self) -> None:
        self._of_thread = threading.local()

    @contextmanager
    def waiting(self, seconds: float | None, give_up: Callable[[], None]) -> Iterator[None]:
        """The calling thread serves a call.

        Args:
            seconds: that the caller waits; None if it isn't known, or is for as long as it takes.
            give_up: told that they have passed.
        """
        if seconds is None:
            yield
            return
        patience = self._of_thread.patience = Patience(seconds, give_up)
        try:
            yield
        finally:
            self._of_thread.patience = None
            patience.end()

    def watch(self) -> None:
        """The calling thread is about to wait for something."""
        patience: Patience | None = getattr(self._of_thread, "patience", None)
        if patience is not None:
            patience.watch()


CALLERS = Callers()
"""Those of this engine process."""
