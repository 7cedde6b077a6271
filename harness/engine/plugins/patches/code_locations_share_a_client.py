"""Asking for a function builds no client of S3. Patches `localstack.services.lambda_.invocation.lambda_models`.

As shipped, each GetFunction, and with it each wait for a function to become active, builds one to sign the address of
the code with: half of the time in which a small stack is deployed.
"""

from functools import cache
from types import ModuleType, SimpleNamespace

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Keep the client for each endpoint; threads may share it."""
    replace(module, "boto3", lambda original: SimpleNamespace(client=cache(original.client)))


PATCH = Patch("code-locations-share-a-client", "localstack.services.lambda_.invocation.lambda_models", apply)
