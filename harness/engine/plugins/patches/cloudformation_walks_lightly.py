"""CloudFormation walks through a stack without copying places and spelling out names at each step.

Patches `localstack.services.cloudformation.engine.v2.change_set_model` and `...change_set_model_visitor`. A stack of 80
resources has thousands of places, and is walked through five times between its change set and its end.
"""

from functools import cache
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, PatchError, replace


def leave_places(module: ModuleType) -> None:
    """Have deep copies share places, which are texts; as shipped, each is taken apart and built again."""
    if not issubclass(module.Scope, str):
        raise PatchError("Scope is no text any more")
    module.Scope.__deepcopy__ = _itself


def name_once(module: ModuleType) -> None:
    """Memoise the name of the method for each class of node."""
    replace(module, "camel_to_snake_case", cache)


def _itself(place: Any, _memo: Any) -> Any:
    return place


PLACES = Patch(
    "cloudformation-leaves-places", "localstack.services.cloudformation.engine.v2.change_set_model", leave_places
)
NAMES = Patch(
    "cloudformation-names-once", "localstack.services.cloudformation.engine.v2.change_set_model_visitor", name_once
)
