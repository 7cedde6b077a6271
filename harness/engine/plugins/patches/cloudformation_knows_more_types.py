"""CloudFormation knows the resource types that LocalStack's open core lacks.

Patches `localstack.services.cloudformation.resource_provider`. Registered here and not as entry points: those need a
new installation of the package before they are seen, and a type that is silently missing fails a user's deploy.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.cloudformation.types import TYPES, provider_class
from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Look at our own types first."""
    replace(module.ResourceProviderExecutor, "try_load_resource_provider", _ours_first)


def _ours_first(original: Callable[[str], Any]) -> Any:
    def try_load_resource_provider(resource_type: str) -> Any:
        return provider_class(resource_type)() if resource_type in TYPES else original(resource_type)

    return staticmethod(try_load_resource_provider)


PATCH = Patch("cloudformation-knows-more-types", "localstack.services.cloudformation.resource_provider", apply)
