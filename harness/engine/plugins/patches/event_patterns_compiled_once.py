"""Rules' patterns are compiled once. Patches `localstack.services.events.event_rule_engine`.

As shipped each rule's pattern is read from its JSON and checked for each event that comes to its bus.
"""

from collections.abc import Callable
from functools import lru_cache
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

PATTERNS = 1024
"""Kept at one time."""


def apply(module: ModuleType) -> None:
    """Remember what a text was compiled to; nobody changes it."""
    replace(module.EventPatternCompiler, "compile_event_pattern", _once)


def _once(original: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    def compile_event_pattern(self: Any, event_pattern: str | dict[str, Any]) -> dict[str, Any]:
        return compiled(self, event_pattern) if isinstance(event_pattern, str) else original(self, event_pattern)

    compiled = lru_cache(PATTERNS)(original)
    return compile_event_pattern


PATCH = Patch("event-patterns-compiled-once", "localstack.services.events.event_rule_engine", apply)
