"""A caller's client context reaches the handler's `context`.

Patches `localstack.services.lambda_.invocation.execution_environment`, which drops it on the way to the executor.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Leave the client context with the executor just before the invocation that it belongs to."""
    replace(module.ExecutionEnvironment, "invoke", _with_client_context)


def _with_client_context(original: Callable[..., Any]) -> Callable[..., Any]:
    def invoke(self: Any, invocation: Any) -> Any:
        # An environment is reserved for one invocation at a time, so this can't be another's.
        self.runtime_executor.client_context = invocation.client_context
        return original(self, invocation)

    return invoke


PATCH = Patch("lambda-client-context", "localstack.services.lambda_.invocation.execution_environment", apply)
