"""Recording an invocation's metric needs no thread of its own.

Patches `localstack.services.lambda_.invocation.version_manager`.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

METRIC_THREADS = "record-cloudwatch-metric"
"""How LocalStack names them; the module starts other threads too."""


def apply(module: ModuleType) -> None:
    """Call what only records."""
    replace(module, "start_thread", _calling)


def _calling(original: Callable[..., Any]) -> Callable[..., Any]:
    def start_thread(method: Callable[..., Any], *args: Any, name: str | None = None, **kwargs: Any) -> Any:
        if name and name.startswith(METRIC_THREADS):
            return method()
        return original(method, *args, name=name, **kwargs)

    return start_thread


PATCH = Patch("lambda-metrics-without-threads", "localstack.services.lambda_.invocation.version_manager", apply)
