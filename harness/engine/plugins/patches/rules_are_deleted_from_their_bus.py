"""A rule of a bus of one's own is deleted with its stack.

Patches `localstack.services.events.resource_providers.aws_events_rule`, which looks for every rule on the default
bus and takes "not found" for done.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Delete the rule where it is."""
    replace(module.EventsRuleProvider, "delete", lambda original: _deleting(original, module))


def _deleting(original: Callable[..., Any], module: ModuleType) -> Callable[..., Any]:
    def delete(self: Any, request: Any) -> Any:
        bus = request.desired_state.get("EventBusName")
        if not bus:
            return original(self, request)
        events, name = request.aws_client_factory.events, module.extract_rule_name(request.desired_state["Id"])
        targets = events.list_targets_by_rule(Rule=name, EventBusName=bus)["Targets"]
        if targets:
            events.remove_targets(Rule=name, EventBusName=bus, Ids=[target["Id"] for target in targets])
        events.delete_rule(Name=name, EventBusName=bus)
        return module.ProgressEvent(status=module.OperationStatus.SUCCESS, resource_model={})

    return delete


PATCH = Patch(
    "rules-are-deleted-from-their-bus",
    "localstack.services.events.resource_providers.aws_events_rule",
    apply,
)
