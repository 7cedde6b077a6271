"""A crew: at most so many pieces of work at once, each in a thread of its own."""

import threading
from collections.abc import Callable
from typing import ParamSpec

from harness.engine.plugins import turns

P = ParamSpec("P")


class Crew:
    """Threads for a single dispatcher that must not take more work than can run.

    A `ThreadPoolExecutor` queues what it can't run yet; a message in such a queue outlives its visibility timeout
    and is delivered twice. Here the dispatcher waits for a place first, and only then takes the next message.

    Args:
        name: prefix of the threads' names.
        limit: how many run at once, 1 or more.
    """

    def __init__(self, name: str, limit: int) -> None:
        self.limit = limit
        self._name = name
        self._busy = 0
        self._closed = False
        self._changed = threading.Condition()

    def wait_for_places(self) -> int:
        """Block until more may start; how many. 0: the crew was closed instead."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._busy < self.limit)
            return 0 if self._closed else self.limit - self._busy

    def start(self, work: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Run `work` in a new thread. Work must not raise: nobody would hear it.

        Raises:
            RuntimeError: there can't be one more thread.
        """
        with self._changed:
            self._busy += 1
        # Daemons: an invocation of fifteen minutes must not keep a stopping engine alive.
        thread = threading.Thread(target=self._run, args=(work, args, kwargs), name=self._name, daemon=True)
        try:
            thread.start()
        except RuntimeError:
            self._leave()
            raise
        turns.give_way()

    def close(self) -> None:
        """Release the dispatcher; work that runs goes on to its end."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _run(self, work: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]) -> None:
        try:
            work(*args, **kwargs)
        finally:
            self._leave()

    def _leave(self) -> None:
        with self._changed:
            self._busy -= 1
            self._changed.notify_all()
