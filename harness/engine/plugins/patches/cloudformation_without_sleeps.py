"""A resource that becomes ready is noticed within milliseconds.

Patches `localstack.services.cloudformation.resource_provider`, which sleeps 5 s between two looks.
"""

from functools import partialmethod
from types import ModuleType

from harness.engine.plugins.patching import Patch, PatchError, replace

INTERVAL_SECONDS = 0.05


def apply(module: ModuleType) -> None:
    """Bind another interval."""
    executor = module.ResourceProviderExecutor
    if "sleep_time" not in executor.deploy_loop.__code__.co_varnames:
        raise PatchError("deploy_loop has no sleep_time")
    replace(executor, "deploy_loop", lambda original: partialmethod(original, sleep_time=INTERVAL_SECONDS))


PATCH = Patch("cloudformation-without-sleeps", "localstack.services.cloudformation.resource_provider", apply)
