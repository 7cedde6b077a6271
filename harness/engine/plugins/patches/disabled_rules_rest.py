"""A disabled rule matches no events. Patches `localstack.services.events.provider`, which never asks."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Ask before a rule is matched."""
    replace(module.EventsProvider, "_process_rules", _asking)


def _asking(original: Callable[..., None]) -> Callable[..., None]:
    def process_rules(self: Any, rule: Any, *args: Any, **kwargs: Any) -> None:
        if rule.state != "DISABLED":
            original(self, rule, *args, **kwargs)

    return process_rules


PATCH = Patch("disabled-rules-rest", "localstack.services.events.provider", apply)
