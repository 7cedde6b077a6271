"""`States.HeartbeatTimeout` in a retrier or catcher matches a task whose heart has stopped.

Patches `localstack.services.stepfunctions.asl.component.state.state_execution.state_task.service.
state_task_service_callback`. The history names the error `States.Timeout`, as on AWS; as shipped, it matches that only.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

NAMES = ("States.HeartbeatTimeout", "States.Timeout")
MODULE = (
    "localstack.services.stepfunctions.asl.component.state.state_execution.state_task.service."
    "state_task_service_callback"
)


def apply(module: ModuleType) -> None:
    """Let the error go by both names."""
    replace(module.StateTaskServiceCallback, "_from_error", lambda original: _naming(original, module))


def _naming(original: Callable[..., Any], module: ModuleType) -> Callable[..., Any]:
    def from_error(self: Any, env: Any, ex: Exception) -> Any:
        failure = original(self, env, ex)
        if isinstance(ex, module.HeartbeatTimeoutError):
            failure.error_name = _with_both_names(failure.error_name)
        return failure

    return from_error


def _with_both_names(name: Any) -> Any:
    kind: Any = type(name)

    class Silence(kind):
        """Equal to both names; as a subclass it is asked first when the two are compared."""

        def __eq__(self, other: object) -> bool:
            return getattr(other, "error_name", None) in NAMES

        def __hash__(self) -> int:
            return hash(NAMES)

    return Silence(name.typ)


PATCH = Patch("heartbeats-have-a-name", MODULE, apply)
