"""A template that asks for no transform isn't searched for one by evaluating all of it.

Patches `localstack.services.cloudformation.engine.v2.change_set_model_transform`. As shipped, each change set and each
deletion evaluates the whole stack once more for it.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any, Final

from harness.engine.plugins.patching import Patch, replace

GLOBAL: Final = "Transform"
LOCAL: Final = "Fn::Transform"


def apply(module: ModuleType) -> None:
    """Look for the words first."""
    replace(module.ChangeSetModelTransform, "transform", _if_asked)


def asks_for_transform(template: Any) -> bool:
    """Whether a template names a transform, be it for all of it or for a part."""
    return bool(template) and (GLOBAL in template or _names_local(template))


def _names_local(part: Any) -> bool:
    if isinstance(part, dict):
        return LOCAL in part or any(map(_names_local, part.values()))
    return isinstance(part, list) and any(map(_names_local, part))


def _if_asked(original: Callable[[Any], tuple[Any, Any]]) -> Callable[[Any], tuple[Any, Any]]:
    def transform(self: Any) -> tuple[Any, Any]:
        templates = self._before_template, self._after_template
        return original(self) if any(map(asks_for_transform, templates)) else templates

    return transform


PATCH = Patch(
    "cloudformation-transforms-if-asked",
    "localstack.services.cloudformation.engine.v2.change_set_model_transform",
    apply,
)
