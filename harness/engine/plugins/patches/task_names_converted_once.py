"""The names of a service's operations are brought into snake case once.

Patches `localstack.services.stepfunctions.asl.component.state.state_execution.state_task.service.state_task_service`.
As shipped each task that calls a service does so, twice, for all of that service's operations, to find its own.
"""

from functools import lru_cache
from types import ModuleType

from harness.engine.plugins.patching import Patch, replace

NAMES = 8192
"""Names to keep: operations and parameters of a dozen services."""


def apply(module: ModuleType) -> None:
    """Remember the names."""
    replace(module, "camel_to_snake_case", lru_cache(NAMES))


PATCH = Patch(
    "task-names-converted-once",
    "localstack.services.stepfunctions.asl.component.state.state_execution.state_task.service.state_task_service",
    apply,
)
