"""A header that isn't there is no error. Patches `werkzeug.datastructures.headers`.

As shipped, looking for one makes an HTTP answer with status 400, raises it, and catches it; a call of an operation
looks for some thirty headers, of which a client sends few.
"""

from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

Get = Callable[..., Any]


def apply(module: ModuleType) -> None:
    """Change headers that are kept as a list, and not their children, which keep them elsewhere."""
    kept = module.Headers
    replace(kept, "get", lambda original: _getting(original, kept))
    replace(kept, "__contains__", lambda original: _containing(original, kept))


def _getting(original: Get, kept: Any) -> Get:
    @wraps(original)
    def get(self: Any, key: str, default: Any = None, type: Any = None) -> Any:
        if type is not None or self.__class__ is not kept:
            return original(self, key, default, type)
        return _find(self._list, key, default)

    return get


def _containing(original: Callable[[Any, str], bool], kept: Any) -> Callable[[Any, str], bool]:
    @wraps(original)
    def contains(self: Any, key: str) -> bool:
        if self.__class__ is not kept:
            return original(self, key)
        return _find(self._list, key, None) is not None

    return contains


def _find(headers: list[tuple[str, str]], key: str, default: Any) -> Any:
    wanted, length = key.lower(), len(key)
    for name, value in headers:
        # Few names are of the same length, and only those are worth being written small.
        if len(name) == length and name.lower() == wanted:
            return value
    return default


PATCH = Patch("headers-are-found-lightly", "werkzeug.datastructures.headers", apply)
