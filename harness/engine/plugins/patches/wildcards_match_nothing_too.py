"""A `*` in an EventBridge wildcard also matches no character. Patches `localstack.services.events.event_rule_engine`.

As shipped `incoming/*` needs at least one character, none of which may be a line break, and `\\*` is no literal star.
EventBridge User Guide, "Comparison operators", Wildcard matching.
"""

import re
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

PARTS = re.compile(r"\\[*\\]|\*|[^*\\]+|\\", re.DOTALL)
"""An escaped star or backslash, a star, or anything else."""


def apply(module: ModuleType) -> None:
    """Replace the comparison, for positive patterns and for `anything-but`."""
    replace(module.EventRuleEngine, "_evaluate_wildcard", lambda _original: staticmethod(matches))


def matches(pattern: str, value: Any) -> bool:
    """Does `value` match the wildcard `pattern`? Only strings can."""
    return isinstance(value, str) and re.fullmatch(_expression(pattern), value, re.DOTALL) is not None


def _expression(pattern: str) -> str:
    return "".join(_part(part) for part in PARTS.findall(pattern))


def _part(part: str) -> str:
    if part == "*":
        return ".*"
    return re.escape(part[1:] if part in (r"\*", "\\\\") else part)


PATCH = Patch("wildcards-match-nothing-too", "localstack.services.events.event_rule_engine", apply)
