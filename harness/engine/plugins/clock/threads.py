"""Work goes on in the threads that it starts, and in those of pools that it is given to."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import thread as pool
from typing import Any

from harness.engine.plugins.clock.activity import Activity
from harness.engine.plugins.patching import replace

_WORK = "_rehearsal_work"


def follow(activity: Activity) -> None:
    """Count the work of threads and pools, and not the waiting for either."""
    replace(threading.Thread, "start", lambda original: _start(activity, original))
    replace(threading.Thread, "_bootstrap_inner", lambda original: _run(activity, original))
    replace(threading.Thread, "join", lambda original: _join(activity, original))
    replace(pool, "_worker", lambda original: _idle(activity, original))
    replace(ThreadPoolExecutor, "submit", lambda original: _submit(activity, original))


def _start(activity: Activity, original: Callable[..., None]) -> Callable[..., None]:
    def start(self: threading.Thread) -> None:
        if activity.works():
            setattr(self, _WORK, activity.begin(self.name))
        original(self)

    return start


def _run(activity: Activity, original: Callable[..., None]) -> Callable[..., None]:
    def run(self: threading.Thread) -> None:
        activity.adopt(getattr(self, _WORK, None))
        try:
            original(self)
        finally:
            activity.end(activity.lay_down())

    return run


def _join(activity: Activity, original: Callable[..., None]) -> Callable[..., None]:
    def join(self: threading.Thread, timeout: float | None = None) -> None:
        # A time-out here guards against a thread that hangs, and isn't about the world: the host's time it is.
        with activity.resting():
            original(self, timeout)

    return join


def _idle(activity: Activity, original: Callable[..., None]) -> Callable[..., None]:
    def worker(*args: Any) -> None:
        """A pool's thread does nothing by itself: each piece of work that it takes counts on its own."""
        activity.end(activity.lay_down())
        original(*args)

    return worker


def _submit(activity: Activity, original: Callable[..., Any]) -> Callable[..., Any]:
    def submit(self: ThreadPoolExecutor, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        number = activity.begin(getattr(work, "__qualname__", "work of a pool"))

        def counted() -> Any:
            activity.adopt(number)
            try:
                return work(*args, **kwargs)
            finally:
                activity.end(activity.lay_down())

        future = original(self, counted)
        future.add_done_callback(lambda done: activity.end(number) if done.cancelled() else None)
        return future

    return submit
