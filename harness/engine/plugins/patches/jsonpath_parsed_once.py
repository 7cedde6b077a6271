"""A JSONPath of a state machine is parsed once, not on each state.

Patches `localstack.services.stepfunctions.asl.utils.json_path`, which reads by paths, and
`localstack.services.stepfunctions.asl.component.common.path.result_path`, which writes by them.
"""

from functools import lru_cache
from types import ModuleType

from harness.engine.plugins.patching import Patch, replace

EXPRESSIONS = 4096
"""Parsed expressions to keep: more than the state machines of a rehearsal have."""

PACKAGE = "localstack.services.stepfunctions.asl"


def apply(module: ModuleType) -> None:
    """Memoise the parser; what it returns is never changed."""
    replace(module, "parse", lru_cache(EXPRESSIONS))


READ = Patch("jsonpath-parsed-once", f"{PACKAGE}.utils.json_path", apply)
WRITTEN = Patch("jsonpath-of-results-parsed-once", f"{PACKAGE}.component.common.path.result_path", apply)
