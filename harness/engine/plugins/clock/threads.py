"""Work goes on in the threads that it starts, and in those of pools that it is given to."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import thread as pool
from dataclasses import dataclass
from typing import Any

from harness.engine.plugins.clock.activity import Activity
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
        with activity.resting():
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
        queue = self.__dict__.setdefault(_QUEUE, _Queue(activity, internals._max_workers))
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
        if not isinstance(task, _Task):
            original(self)
            return
        activity.adopt(task.number)
        try:
            original(self)
        finally:
            task.queue.go_on(task)
            activity.end(activity.lay_down())

    return run


@dataclass(eq=False)
class _Task:
    """Work for a pool; it has a number as soon as it counts.

    Attributes:
        work: what to do.
        queue: of the pool.
        number: of the work.
        over: whether it keeps no thread of the pool any more.
    """

    work: Callable[..., Any]
    queue: "_Queue"
    number: int | None = None
    over: bool = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.work(*args, **kwargs)

    @property
    def name(self) -> str:
        return getattr(self.work, "__qualname__", "work of a pool")


class _Queue:
    """The tasks for which a pool has no thread yet, in their order.

    They don't count: if all of its threads wait for a moment, time must move on for any of them to be done.

    Args:
        activity: where tasks count.
        threads: how many the pool may have.

    Attributes:
        in_order: who holds it gives tasks to this queue and to the pool's own: a task that is behind another here and
            before it there would be done uncounted, and count for ever afterwards.
    """

    def __init__(self, activity: Activity, threads: int) -> None:
        self.in_order = threading.Lock()
        self._activity = activity
        self._free = threads
        self._lock = threading.Lock()
        self._waiting: deque[_Task] = deque()

    def put(self, work: Callable[..., Any]) -> _Task:
        """A task is submitted; it counts at once unless all threads have others in hand."""
        task = _Task(work, self)
        with self._lock:
            if self._free:
                self._free -= 1
                task.number = self._activity.begin(task.name)
            else:
                self._waiting.append(task)
        return task

    def go_on(self, task: _Task) -> None:
        """A thread is done with its task: the next one counts from now on, before this one ends."""
        with self._lock:
            self._go_on(task)

    def drop(self, task: _Task) -> None:
        """A task will not be done: it was cancelled, or the pool doesn't take it."""
        with self._lock:
            if task.number is None:
                task.over = True  # its thread will come across it, and has nothing to hand on
                self._waiting.remove(task)
            else:
                self._go_on(task)
                self._activity.end(task.number)

    def _go_on(self, task: _Task) -> None:
        if task.over:
            return
        task.over = True
        if self._waiting:
            following = self._waiting.popleft()
            following.number = self._activity.begin(following.name)
        else:
            self._free += 1
