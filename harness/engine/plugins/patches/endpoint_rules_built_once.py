"""The rules by which a client finds its endpoint are built once for each service, not for each client.

Patches `botocore.endpoint_provider`. The engine has clients for each account, and the rules are half of what making one
takes.
"""

from types import ModuleType

from harness.engine.plugins.endpoint_rules import share_rules
from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Keep rule sets, which never change. The data that they are made of is read once; see `json_models_read_once`."""
    replace(module.EndpointProvider, "__init__", lambda _original: share_rules)


PATCH = Patch("endpoint-rules-built-once", "botocore.endpoint_provider", apply)
