"""An update of a resource is carried out, or fails with a reason.

Patches `localstack.services.cloudformation.resource_provider`. As shipped, an update that nobody implements, and one
whose error looks like "not found", count as done; most of the others forget properties that were removed; and
creation ignores some properties.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Update by our own table, and complete what was created."""
    # It imports what is being patched.
    from harness.engine.plugins.cloudformation.updates.update import complete, update

    def ours(original: Callable[..., Any]) -> Callable[..., Any]:
        def execute_action(self: Any, resource_provider: Any, raw_payload: Any) -> Any:
            if raw_payload["action"] == "Remove":
                return original(self, resource_provider, raw_payload)
            request = module.convert_payload(self.stack_name, self.stack_id, raw_payload)
            if raw_payload["action"] == "Modify":
                return update(resource_provider, request)
            return complete(resource_provider, request, original(self, resource_provider, raw_payload))

        return execute_action

    replace(module.ResourceProviderExecutor, "execute_action", ours)


PATCH = Patch("cloudformation-updates-or-says-why", "localstack.services.cloudformation.resource_provider", apply)
