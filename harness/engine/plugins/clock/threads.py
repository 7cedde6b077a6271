"""Work goes on in the threads that it starts, and in those of pools that it is given to."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import thread as pool
from typing import Any

from harness.engine.plugins.clock.activity import Activity
from harness.engine.plugins.clock.tasks import Task, TaskQueue
from harness.engine.plugins.patching import replace

_WORK = "_rehearsal_work"
_QUEUE = "_rehearsal_queue"


def follow(activity: Activity) -> None:
    """Count the work of threads and pools, and not the waiting for either."""
    replace(threading.Thread, "start", lambda original: _start(activity, original))
    replace(threading.Thread, "_bootstrap_inner", lambda original: _run(activity, original))
    replace(threading.Thread, "join", lambda original: _join(activity, original))
    replace(pool, "_worker", lambda original: _idle(activity, original))
    replace(pool._WorkItem, "run", lambda original: running(activity, original))
    replace(ThreadPoolExecutor, "submit", lambda original: submitting(activity, original))


def _start(activity: Activity, original: Callable[..., None]) -> Callable[..., None]:
    def start(self: threading.Thread) -> None:
        work = activity.begin(self.name) if activity.works() else None
        setattr(self, _WORK, work)
        try:
            original(self)
        except BaseException:  # there can't be one more thread
            activity.end(work)
            raise

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
        with activity.awaiting():
            original(self, timeout)

    return join


def _idle(activity: Activity, original: Callable[..., None]) -> Callable[..., None]:
    def worker(*args: Any) -> None:
        """A pool's thread does nothing by itself: each piece of work that it takes counts on its own."""
        activity.end(activity.lay_down())
        original(*args)

    return worker


def submitting(activity: Activity, original: Callable[..., Any]) -> Callable[..., Any]:
    """`ThreadPoolExecutor.submit`, which counts what a thread of the pool has in hand, or can have at once."""

    def submit(self: ThreadPoolExecutor, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        internals: Any = self
        queue = self.__dict__.setdefault(_QUEUE, TaskQueue(activity, internals._max_workers))
        with queue.in_order:
            task = queue.put(work)
            try:
                future = original(self, task, *args, **kwargs)
            except BaseException:  # the pool is shut down, or there can't be one more thread
                queue.drop(task)
                raise
        future.add_done_callback(lambda done: queue.drop(task) if done.cancelled() else None)
        return future

    return submit


def running(activity: Activity, original: Callable[..., None]) -> Callable[..., None]:
    """`_WorkItem.run`, which counts a piece of work until whoever waits for its result has it."""

    def run(self: Any) -> None:
        task = self.fn
        if not isinstance(task, Task):
            original(self)
            return
        activity.adopt(task.number)
        try:
            original(self)
        finally:
            task.queue.go_on(task)
            activity.end(activity.lay_down())

    return run
