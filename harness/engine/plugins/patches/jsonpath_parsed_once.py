"""A JSONPath of a state machine is parsed once, not on each state.

Patches `localstack.services.stepfunctions.asl.utils.json_path`.
"""

from functools import lru_cache
from types import ModuleType

from harness.engine.plugins.patching import Patch, replace

EXPRESSIONS = 4096
"""Parsed expressions to keep: more than the state machines of a rehearsal have."""


def apply(module: ModuleType) -> None:
    """Memoise the parser; what it returns is never changed."""
    replace(module, "parse", lru_cache(EXPRESSIONS))


PATCH = Patch("jsonpath-parsed-once", "localstack.services.stepfunctions.asl.utils.json_path", apply)
