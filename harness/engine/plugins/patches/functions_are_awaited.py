"""A stack's function is active as soon as it is, without being asked again and again.

Two patches: one of `localstack.services.lambda_.invocation.lambda_service`, which knows when a function's version has
started, and one of `localstack.services.lambda_.resource_providers.aws_lambda_function`, which asks for the function
every 50 ms. Each GetFunction also signs an address of the code.
"""

from collections.abc import Callable
from concurrent.futures import Future, wait
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

PATIENCE_SECONDS = 5.0
"""After so long a version is asked for all the same, as before; a start has no limit of its own."""

STARTING: "dict[str, Future[None]]" = {}
"""The starts of versions that have begun and not ended, by their qualified ARNs."""

Create = Callable[[Any, Any], Any]


def apply_to_starts(module: ModuleType) -> None:
    """Remember starts until they end."""
    replace(module.LambdaService, "create_function_version", _remembering)


def _remembering(original: "Callable[[Any, Any], Future[None]]") -> "Callable[[Any, Any], Future[None]]":
    def create_function_version(self: Any, function_version: Any) -> "Future[None]":
        start, arn = original(self, function_version), function_version.qualified_arn
        STARTING[arn] = start
        start.add_done_callback(lambda _: STARTING.pop(arn, None))
        return start

    return create_function_version


def apply_to_stacks(module: ModuleType) -> None:
    """Have who makes a function wait for its start."""
    replace(module.LambdaFunctionProvider, "create", _awaiting)


def _awaiting(original: Create) -> Create:
    def create(self: Any, request: Any) -> Any:
        event = original(self, request)
        if start := STARTING.get(f"{event.resource_model.get('Arn')}:$LATEST"):
            wait([start], PATIENCE_SECONDS)
        return event

    return create


PACKAGE = "localstack.services.lambda_"
STARTS = Patch("starts-of-functions-are-known", f"{PACKAGE}.invocation.lambda_service", apply_to_starts)
STACKS = Patch("functions-are-awaited", f"{PACKAGE}.resource_providers.aws_lambda_function", apply_to_stacks)
