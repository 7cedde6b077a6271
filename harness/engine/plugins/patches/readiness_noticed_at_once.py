"""The engine is ready as soon as its gateway listens. Patches `localstack.runtime.runtime`.

As shipped, readiness is noticed by a connection attempt every 0.3 s.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

INTERVAL_SECONDS = 0.01
"""Between two looks at the port, for the fraction of a second that the gateway needs."""


class QuickSync:
    """LocalStack's `sync` module with a shorter interval."""

    def __init__(self, sync: Any) -> None:
        self._sync = sync

    def poll_condition(self, condition: Callable[[], bool], timeout: float, interval: float) -> bool:
        """Like LocalStack's, at most `INTERVAL_SECONDS` apart."""
        holds: bool = self._sync.poll_condition(condition, timeout=timeout, interval=min(interval, INTERVAL_SECONDS))
        return holds


def apply(module: ModuleType) -> None:
    """Give the runtime its own view of `sync`; nobody else polls more often."""
    replace(module, "sync", QuickSync)


PATCH = Patch("readiness-noticed-at-once", "localstack.runtime.runtime", apply)
