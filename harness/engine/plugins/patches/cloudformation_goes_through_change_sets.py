"""Stacks are created and updated in one way, and nonsense is rejected before anything is deployed.

Patches `localstack.services.cloudformation.v2.provider`. CreateStack and UpdateStack become what they are on AWS: a
change set that is executed at once. As shipped they are copies of it which call a rolled-back stack complete.
"""

from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

from harness.engine.plugins.cloudformation import template
from harness.engine.plugins.patching import Patch, replace

Handler = Callable[..., Any]
NO_CHANGES = "No updates are to be performed."


def apply(module: ModuleType) -> None:
    """Put a check before each change set, and one before the two short ways."""
    provider = module.CloudformationProviderV2
    replace(provider, "create_change_set", lambda original: _checked(original, module))
    replace(provider, "create_stack", lambda original: _creating(original, module))
    replace(provider, "update_stack", lambda original: _updating(original, module))


def _checked(original: Handler, module: ModuleType) -> Handler:
    @wraps(original)
    def create_change_set(self: Any, context: Any, request: Any) -> Any:
        _reject_unknown_types(module, request)
        if request.get("ChangeSetType", "UPDATE") != "UPDATE":
            return original(self, context, request)
        stack = _stack(module, context, request)
        status = stack.status if stack else None
        if status == "ROLLBACK_COMPLETE" or str(status).endswith("_IN_PROGRESS"):
            message = f"Stack:{stack.stack_id} is in {status} state and can not be updated."
            raise module.ValidationError(message)
        created = original(self, context, request)
        if stack:
            # LocalStack calls a stack that rolled back an update a new one.
            stack.status = status
        return created

    return create_change_set


def _creating(original: Handler, module: ModuleType) -> Handler:
    @wraps(original)
    def create_stack(self: Any, context: Any, request: Any) -> Any:
        if _stack(module, context, request):
            raise module.AlreadyExistsException(f"Stack [{request['StackName']}] already exists")
        change_set = _execute(self, context, request, "CREATE")
        return module.CreateStackOutput(StackId=change_set["StackId"])

    return create_stack


def _updating(original: Handler, module: ModuleType) -> Handler:
    @wraps(original)
    def update_stack(self: Any, context: Any, request: Any) -> Any:
        change_set = _execute(self, context, request, "UPDATE")
        if change_set["Status"] == "FAILED":
            raise module.ValidationError(NO_CHANGES)
        return module.UpdateStackOutput(StackId=change_set["StackId"])

    return update_stack


def _execute(provider: Any, context: Any, request: Any, kind: str) -> Any:
    name = f"{kind.lower()}-{context.request_id}"
    created = provider.create_change_set(context, {**request, "ChangeSetName": name, "ChangeSetType": kind})
    change_set = provider.describe_change_set(context, change_set_name=created["Id"])
    if change_set["ExecutionStatus"] == "AVAILABLE":
        provider.execute_change_set(context, change_set_name=created["Id"])
    return change_set


def _stack(module: ModuleType, context: Any, request: Any) -> Any:
    """The stack of a request, unless there is none or it was deleted."""
    store = module.get_cloudformation_store(context.account_id, context.region)
    stack = module.find_stack_v2(store, request.get("StackName"))
    return stack if stack and stack.is_active() else None


def _reject_unknown_types(module: ModuleType, request: Any) -> None:
    if unknown := template.unknown_types(request):
        types = ", ".join(unknown)
        raise module.ValidationError(f"Template format error: Unrecognized resource types: [{types}]")


PATCH = Patch("cloudformation-goes-through-change-sets", "localstack.services.cloudformation.v2.provider", apply)
