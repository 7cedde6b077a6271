"""The parts of a `User-Agent` are cleaned once, not four times in each of the engine's own calls.

Patches `botocore.useragent`.
"""

from functools import lru_cache
from types import ModuleType

from harness.engine.plugins.patching import Patch, replace

PARTS = 1024
"""Cleaned parts to keep: more than a process has."""


def apply(module: ModuleType) -> None:
    """Memoise a function of two strings."""
    replace(module, "sanitize_user_agent_string_component", lru_cache(PARTS))


PATCH = Patch("user-agents-cleaned-once", "botocore.useragent", apply)
