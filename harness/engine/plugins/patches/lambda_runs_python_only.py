"""Functions that can't run here are refused when they are created, and every supported Python is accepted.

Patches `localstack.services.lambda_.provider`, which accepts runtimes for which there would be a container image, lets
them fail at the first invocation, and doesn't know Python 3.14.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.lambda_runtime.runtimes import SUPPORTED
from harness.engine.plugins.patching import Patch, replace

WHY = "this engine runs Lambda without Docker, on the host's Python"


def apply(module: ModuleType) -> None:
    """Exchange the lists that `CreateFunction` and `UpdateFunctionConfiguration` compare with."""
    replace(module, "ALL_RUNTIMES", lambda _: list(SUPPORTED))
    replace(module, "VALID_RUNTIMES", lambda _: f"[{', '.join(SUPPORTED)}] ({WHY})")
    refusal = module.InvalidParameterValueException
    replace(module.LambdaProvider, "_validate_runtime", lambda original: _without_images(original, refusal))


def _without_images(original: Callable[..., None], refusal: Callable[..., Exception]) -> Callable[..., None]:
    def _validate_runtime(self: Any, package_type: str, runtime: str) -> None:
        if package_type == "Image":
            raise refusal(f"Value Image at 'packageType' can't be run: {WHY}", Type="User")
        original(self, package_type, runtime)

    return _validate_runtime


PATCH = Patch("lambda-runs-python-only", "localstack.services.lambda_.provider", apply)
