"""The commonest shape of a patch: do something more after a method."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from harness.engine.plugins.patching import replace


def after(owner: Any, method: str, then: Callable[[Any], object]) -> None:
    """Call `then(self)` after each call of `owner.method` that did not raise.

    Args:
        owner: a class.
        method: name of one of its methods, often `__init__`.
        then: what more to do with the object; its result is ignored.

    Raises:
        PatchError: there is no such method.
    """

    def extended(original: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(original)
        def call(self: Any, *args: Any, **kwargs: Any) -> Any:
            result = original(self, *args, **kwargs)
            then(self)
            return result

        return call

    replace(owner, method, extended)
