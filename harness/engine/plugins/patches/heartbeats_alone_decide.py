"""A task with a heartbeat and no timeout may take as long as its heart beats.

Patches `localstack.services.stepfunctions.asl.component.state.state_execution.execute_state`, where such a task ends
after 60 s. On AWS the default is 99,999,999 s: Step Functions Developer Guide, "Task workflow state".
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Give the state the default of all the others."""
    replace(module.ExecutionState, "from_state_props", lambda original: _patient(original, module))


def _patient(original: Callable[..., None], module: ModuleType) -> Callable[..., None]:
    def from_state_props(self: Any, state_props: Any) -> None:
        original(self, state_props)
        if state_props.get(module.Timeout) is None:
            default = module.TimeoutSeconds.DEFAULT_TIMEOUT_SECONDS
            self.timeout = module.TimeoutSeconds(timeout_seconds=default, is_default=True)

    return from_state_props


PATCH = Patch(
    "heartbeats-alone-decide",
    "localstack.services.stepfunctions.asl.component.state.state_execution.execute_state",
    apply,
)
