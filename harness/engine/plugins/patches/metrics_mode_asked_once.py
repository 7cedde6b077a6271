"""Whether LocalStack counts calls for its own tests is asked once. Patches `localstack.config`.

As shipped three handlers look it up in the environment in each call.
"""

from functools import cache
from types import ModuleType

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Remember the answer: an engine's environment doesn't change."""
    replace(module, "is_collect_metrics_mode", cache)


PATCH = Patch("metrics-mode-asked-once", "localstack.config", apply)
