"""Works on jobs in the background, and ends each of them when its time has come."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from fakes import clock

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a job ends.

    Attributes:
        due: not before this time, in seconds since the epoch.
        finish: tells everybody.
    """

    due: float
    finish: Callable[[], None]


class Runner:
    """A few threads that work on jobs. A job that is done too soon waits for its time, and keeps no thread busy.

    Args:
        name: of the threads.
        workers: jobs that are worked on at the same time; others wait.
    """

    def __init__(self, name: str, workers: int) -> None:
        self._name = name
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix=name)

    def submit(self, work: Callable[[], Ending]) -> None:
        """Have a job worked on. `work` must not raise: it decides what a failure means."""
        self._pool.submit(self._run, work)

    def close(self, wait: bool = False) -> None:
        """Begin no more jobs; with `wait`, return when those in work are done."""
        self._pool.shutdown(wait=wait, cancel_futures=not wait)

    def _run(self, work: Callable[[], Ending]) -> None:
        try:
            ending = work()
            if ending.due <= clock.now():
                ending.finish()
            else:
                clock.after(ending.due - clock.now(), ending.finish)
        except Exception:
            LOG.exception("A job of %s broke its runner", self._name)
