"""What a pool is to do, in the order in which it is done."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from harness.engine.plugins.clock.activity import Activity


@dataclass(eq=False)
class Task:
    """Work for a pool; it has a number as soon as it counts.

    Attributes:
        work: what to do.
        queue: of the pool.
        number: of the work.
        over: whether it keeps no thread of the pool any more.
    """

    work: Callable[..., Any]
    queue: "TaskQueue"
    number: int | None = None
    over: bool = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Do it."""
        return self.work(*args, **kwargs)

    @property
    def name(self) -> str:
        """For whoever asks what is at work."""
        return getattr(self.work, "__qualname__", "work of a pool")


class TaskQueue:
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
        self._waiting: deque[Task] = deque()

    def put(self, work: Callable[..., Any]) -> Task:
        """A task is submitted; it counts at once unless all threads have others in hand."""
        task = Task(work, self)
        with self._lock:
            if self._free:
                self._free -= 1
                task.number = self._activity.begin(task.name)
            else:
                self._waiting.append(task)
        return task

    def go_on(self, task: Task) -> None:
        """A thread is done with its task: the next one counts from now on, before this one ends."""
        with self._lock:
            self._go_on(task)

    def drop(self, task: Task) -> None:
        """A task will not be done: it was cancelled, or the pool doesn't take it."""
        with self._lock:
            if task.number is None:
                task.over = True  # its thread will come across it, and has nothing to hand on
                self._waiting.remove(task)
            else:
                self._go_on(task)
                self._activity.end(task.number)

    def _go_on(self, task: Task) -> None:
        if task.over:
            return
        task.over = True
        if self._waiting:
            following = self._waiting.popleft()
            following.number = self._activity.begin(following.name)
        else:
            self._free += 1
