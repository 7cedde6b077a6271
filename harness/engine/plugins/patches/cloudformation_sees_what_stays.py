"""A resource stays itself when all of its properties are new, or none is left.

Patches `localstack.services.cloudformation.engine.v2.change_set_model`. As shipped, what is in both templates counts
as created when all that is in it was added, and as removed when all that is in it was removed: the resource is made
a second time, or deleted though the template still has it.
"""

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Call that a modification."""
    replace(module, "change_type_of", lambda original: _staying(original, module))


def _staying(original: Callable[..., Any], module: ModuleType) -> Callable[..., Any]:
    def change_type_of(before: Any, after: Any, children: Sequence[Any]) -> Any:
        change = original(before, after, children)
        in_both = not module.is_nothing(before) and not module.is_nothing(after)
        comes_or_goes = change in (module.ChangeType.CREATED, module.ChangeType.REMOVED)
        return module.ChangeType.MODIFIED if in_both and comes_or_goes else change

    return change_type_of


PATCH = Patch(
    "cloudformation-sees-what-stays",
    "localstack.services.cloudformation.engine.v2.change_set_model",
    apply,
)
