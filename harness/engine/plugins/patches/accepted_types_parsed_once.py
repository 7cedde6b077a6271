"""Which type of content a client accepts is worked out once for the few headers that clients send.

Patches `localstack.aws.protocol.serializer`.
"""

from collections.abc import Callable
from functools import lru_cache
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

Choose = Callable[[Any, Any], str]

HEADERS = 1024
"""Pairs of headers whose types are kept, for each kind of serializer: more than there are kinds of clients."""


def apply(module: ModuleType) -> None:
    """Memoise by the two headers that are looked at."""
    replace(module.ResponseSerializer, "_get_mime_type", _remembering)


def _remembering(original: Choose) -> Choose:
    @lru_cache(HEADERS)
    def chosen(kind: Any, headers: tuple[tuple[str, str], ...]) -> str:
        return original(kind(), dict(headers))

    def choose(self: Any, headers: Any) -> str:
        given = ((name, headers.get(name)) for name in ("Accept", "Content-Type")) if headers else ()
        kind: Any = type(self)
        return chosen(kind, tuple((name, value) for name, value in given if value is not None))

    return choose


PATCH = Patch("accepted-types-parsed-once", "localstack.aws.protocol.serializer", apply)
