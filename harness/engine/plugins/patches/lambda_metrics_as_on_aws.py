"""Each invocation tells whether it failed, was refused, and how long it took.

Patches `localstack.services.lambda_.invocation.version_manager`. As shipped, there is no `Duration` and no `Throttles`,
`Errors` has no zeros, so that an average of it is always 1, and each value takes a thread of its own.
"""

import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

from localstack.aws.api.lambda_ import TooManyRequestsException

from harness.engine.plugins.cloudwatch.metric_buffer import METRICS, Source
from harness.engine.plugins.patching import Patch, replace

METRIC_THREADS = "record-cloudwatch-metric"
"""How LocalStack names them; the module starts other threads too."""


def apply(module: ModuleType) -> None:
    """Measure where an invocation begins and ends, and start no threads for LocalStack's own numbers."""
    replace(module, "start_thread", _sparing)
    replace(module.LambdaVersionManager, "invoke", _measured)


def _sparing(original: Callable[..., Any]) -> Callable[..., Any]:
    def start_thread(method: Callable[..., Any], *args: Any, name: str | None = None, **kwargs: Any) -> Any:
        if name and name.startswith(METRIC_THREADS):
            return None
        return original(method, *args, name=name, **kwargs)

    return start_thread


def _measured(original: Callable[..., Any]) -> Callable[..., Any]:
    def invoke(self: Any, *, invocation: Any) -> Any:
        function, started = self.function_version.id, time.time()
        try:
            result = original(self, invocation=invocation)
        except TooManyRequestsException:
            _record(function, {"Throttles": 1}, started)
            raise
        _record(function, {"Invocations": 1, "Errors": int(result.is_error), "Throttles": 0}, started)
        duration: float | None = getattr(result, "duration_ms", None)
        if duration is not None:  # else the environment never came to handle it
            _record(function, {"Duration": duration}, started, "Milliseconds")
        return result

    return invoke


def _record(function: Any, values: dict[str, float], started: float, unit: str = "Count") -> None:
    """A metric's time is that of the invocation's start: Lambda Developer Guide, "Types of metrics"."""
    source = Source(function.account, function.region, "AWS/Lambda", {"FunctionName": function.function_name})
    for metric, value in values.items():
        METRICS.add(source, metric, value, unit, started)


PATCH = Patch("lambda-metrics-as-on-aws", "localstack.services.lambda_.invocation.version_manager", apply)
