"""Two tasks due at the same instant run in the order in which they were scheduled. Patches `localstack.utils.scheduler`.

As shipped, equal deadlines make the queue compare two tasks that can't be compared, and the scheduler's thread dies.
"""

from collections.abc import Callable
from itertools import count
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Number the tasks, and compare the numbers."""
    replace(module.ScheduledTask, "__init__", _numbered)
    module.ScheduledTask.__lt__ = lambda self, other: self.number < other.number


def _numbered(original: Callable[..., None]) -> Callable[..., None]:
    numbers = count()

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        self.number = next(numbers)

    return __init__


PATCH = Patch("scheduled-tasks-have-an-order", "localstack.utils.scheduler", apply)
