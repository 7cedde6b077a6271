"""A resource is replaced when a property that can only be given at creation really differs.

Patches `localstack.services.cloudformation.engine.v2.change_set_model_executor`. As shipped, a resource is replaced
when such a property refers to anything that changes, though it be its own value that stays; and it isn't when the
property is added or removed.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.cloudformation.updates.replacement import kept_name, needs_replacement
from harness.engine.plugins.patching import Patch, replace

SAME_NAME = (
    "CloudFormation cannot update a stack when a custom-named resource requires replacing. "
    "Rename {name} and update the stack again."
)


def apply(module: ModuleType) -> None:
    """Compare the resolved properties, and refuse to make a second resource of the same name."""
    replace(module.ChangeSetModelPreproc, "visit_node_resource", _comparing)
    replace(module.ChangeSetModelExecutor, "_execute_resource_change", lambda original: _refusing(original, module))


def _comparing(original: Callable[..., Any]) -> Callable[..., Any]:
    def visit_node_resource(self: Any, node_resource: Any) -> Any:
        delta = original(self, node_resource)
        if _is_change(delta.before, delta.after) and (schema := _schema(delta.after.resource_type)):
            states = _properties(delta.before), _properties(delta.after)
            delta.after.requires_replacement = needs_replacement(delta.after.resource_type, schema, *states)
        return delta

    return visit_node_resource


def _refusing(original: Callable[..., None], module: ModuleType) -> Callable[..., None]:
    def _execute_resource_change(self: Any, name: str, before: Any, after: Any) -> None:
        if _is_change(before, after) and after.requires_replacement:
            taken = kept_name(_schema(after.resource_type), _properties(before), _properties(after))
            if taken:
                _fail(self, module, name, after.resource_type, SAME_NAME.format(name=taken))
        original(self, name, before, after)

    return _execute_resource_change


def _fail(executor: Any, module: ModuleType, name: str, kind: str, reason: str) -> None:
    executor._process_event(
        action=module.ChangeAction.Modify,
        logical_resource_id=name,
        event_status=module.OperationStatus.FAILED,
        resource_type=kind,
        reason=reason,
    )
    raise module.TriggerRollback(logical_resource_id=name, reason=reason)


def _is_change(before: Any, after: Any) -> bool:
    """Is it one resource of one type, before and after? LocalStack has a false `Nothing` for what isn't there."""
    return bool(before and after and before.resource_type == after.resource_type)


def _properties(resource: Any) -> dict[str, Any]:
    return resource.properties.properties if resource.properties else {}


def _schema(kind: str) -> dict[str, Any]:
    from localstack.services.cloudformation.resource_provider import ResourceProviderExecutor

    provider = ResourceProviderExecutor.try_load_resource_provider(kind)
    return getattr(provider, "SCHEMA", {})


PATCH = Patch(
    "cloudformation-replaces",
    "localstack.services.cloudformation.engine.v2.change_set_model_executor",
    apply,
)
