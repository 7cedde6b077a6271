"""Tasks due at one instant run in the order in which they were scheduled. Patches `localstack.utils.scheduler`.

As shipped, equal deadlines make the queue compare two tasks that can't be compared, and the scheduler's thread dies.
"""

from itertools import count
from types import ModuleType

from harness.engine.plugins.after import after
from harness.engine.plugins.patching import Patch


def apply(module: ModuleType) -> None:
    """Number the tasks, and compare the numbers."""
    numbers = count()
    after(module.ScheduledTask, "__init__", lambda task: setattr(task, "number", next(numbers)))
    module.ScheduledTask.__lt__ = lambda self, other: self.number < other.number


PATCH = Patch("scheduled-tasks-have-an-order", "localstack.utils.scheduler", apply)
