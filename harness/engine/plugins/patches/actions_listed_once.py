"""moto lists the methods of a service's class once, not on each call that it answers.

Patches `moto.core.responses`. `inspect.getmembers` took a third of a call of IAM; classes don't change.
"""

from functools import cache
from types import ModuleType

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Memoise the list by class."""
    replace(module, "method_names_from_class", cache)


PATCH = Patch("actions-listed-once", "moto.core.responses", apply)
