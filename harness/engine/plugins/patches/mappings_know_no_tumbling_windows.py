"""A mapping with a tumbling window is refused: its function would never be told the state that it is owed.

Patches `localstack.services.lambda_.event_source_mapping.esm_config_factory`, which as shipped ignores the window.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Look at what is asked for before it becomes a mapping."""
    replace(module.EsmConfigFactory, "get_esm_config", _refusing)


def _refusing(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_esm_config(self: Any) -> Any:
        if self.request.get("TumblingWindowInSeconds"):
            raise NotImplementedError("Lambda's TumblingWindowInSeconds of a mapping is not emulated.")
        return original(self)

    return get_esm_config


PATCH = Patch(
    "mappings-know-no-tumbling-windows",
    "localstack.services.lambda_.event_source_mapping.esm_config_factory",
    apply,
)
