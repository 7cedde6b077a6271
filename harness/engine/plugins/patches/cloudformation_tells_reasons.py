"""A failed deletion of a resource says why. Patches `localstack.services.cloudformation.resource_provider`.

As shipped, it ends with "Failed to delete resource with id ...", whatever happened.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

VAGUE = "Failed to delete resource with id"


class Remembering:
    """A resource provider that remembers what its last deletion raised."""

    def __init__(self, provider: Any) -> None:
        self.provider = provider
        self.error: Exception | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.provider, name)

    def delete(self, request: Any) -> Any:
        """Delete the resource."""
        try:
            return self.provider.delete(request)
        except Exception as error:
            self.error = error
            raise


def apply(module: ModuleType) -> None:
    """Replace the vague message by that of the error."""
    replace(module.ResourceProviderExecutor, "execute_action", _explaining)


def _explaining(original: Callable[..., Any]) -> Callable[..., Any]:
    def execute_action(self: Any, resource_provider: Any, raw_payload: Any) -> Any:
        provider = Remembering(resource_provider)
        event = original(self, provider, raw_payload)
        if provider.error and event.message.startswith(VAGUE):
            event.message = str(provider.error)
        return event

    return execute_action


PATCH = Patch("cloudformation-tells-reasons", "localstack.services.cloudformation.resource_provider", apply)
