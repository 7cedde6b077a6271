"""Routes of a service's operations are only matched. Patches `localstack.aws.protocol.routing`.

As shipped werkzeug also writes, parses and compiles two functions for each route that would build URLs of it, which
nobody calls: nine tenths of what the first call of a service like Lambda takes longer than the next.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any, NoReturn

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Leave the functions out."""
    replace(module.StrictMethodRule, "_compile_builder", lambda _original: _compile_nothing)


def _compile_nothing(_self: Any, _append_unknown: bool = True) -> Callable[..., NoReturn]:
    return _refuse


def _refuse(self: Any, **_values: Any) -> NoReturn:
    raise NotImplementedError(f"{self.rule} is matched, and no URL is built of it")


PATCH = Patch("operations-have-no-urls-to-build", "localstack.aws.protocol.routing", apply)
