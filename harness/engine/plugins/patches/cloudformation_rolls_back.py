"""A failed deployment is undone, and a failed deletion is a failure.

Patches `localstack.services.cloudformation.engine.v2.change_set_model_executor`. As shipped, a failed deployment is
called `ROLLBACK_COMPLETE` while everything it made stays; what the change set was to remove is removed even so; and a
stack of which a resource could not be deleted is called `DELETE_COMPLETE`.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.cloudformation import resource_status
from harness.engine.plugins.cloudformation.deployment import Deployment
from harness.engine.plugins.cloudformation.step import Step
from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Note each step, and decide about the stack when all is done."""
    replace(module.ChangeSetModelExecutor, "_execute_resource_action", _noting)
    replace(module.ChangeSetModelExecutor, "_process_event", lambda _original: resource_status.report)
    replace(module.ChangeSetModelExecutor, "execute", lambda _original: lambda self: Deployment(self).run())


def _noting(original: Callable[..., Any]) -> Callable[..., Any]:
    def _execute_resource_action(
        self: Any,
        action: Any,
        logical_resource_id: str,
        resource_type: str,
        before_properties: Any,
        after_properties: Any,
        part_of_replacement: bool = False,
    ) -> Any:
        event = original(
            self,
            action,
            logical_resource_id,
            resource_type,
            before_properties,
            after_properties,
            part_of_replacement,
        )
        self.steps.append(Step(action, logical_resource_id, resource_type, before_properties, event))
        return event

    return _execute_resource_action


PATCH = Patch(
    "cloudformation-rolls-back",
    "localstack.services.cloudformation.engine.v2.change_set_model_executor",
    apply,
)
