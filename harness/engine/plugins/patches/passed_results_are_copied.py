"""What a Pass state passes is its execution's own. Patches `...asl.component.state.state_pass.result`.

As shipped all who pass it share the value in the definition, which later states may change.
"""

import copy
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Pass a copy."""
    replace(module.Result, "_eval_body", lambda _original: _pass)


def _pass(self: Any, env: Any) -> None:
    env.stack.append(copy.deepcopy(self.result_obj))


PATCH = Patch(
    "passed-results-are-copied",
    "localstack.services.stepfunctions.asl.component.state.state_pass.result",
    apply,
)
