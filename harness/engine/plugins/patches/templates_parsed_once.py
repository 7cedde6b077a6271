"""A template is parsed once, and not twice by each change set.

Patches `localstack.services.cloudformation.engine.template_preparer`. 2,000 lines of YAML take 50 ms, also in C.
"""

import json
from collections.abc import Callable
from functools import lru_cache
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

TEMPLATES = 16
"""Texts to keep, of 200 kB each: those of all systems, before and after a change."""


def apply(module: ModuleType) -> None:
    """Keep what was parsed as JSON, which is read in a twentieth of the time; callers change what they are given."""
    replace(module, "parse_template", _remembering)


def _remembering(original: Callable[[str], Any]) -> Callable[[str], Any]:
    @lru_cache(TEMPLATES)
    def as_json(text: str) -> str:
        return json.dumps(original(text))

    return lambda text: json.loads(as_json(text))


PATCH = Patch("templates-parsed-once", "localstack.services.cloudformation.engine.template_preparer", apply)
