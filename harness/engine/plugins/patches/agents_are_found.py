"""Requests to Bedrock's agents reach their runtime. Patches `localstack.aws.protocol.service_router`.

Four services sign as `bedrock`. As shipped, those of the agents' runtime are taken for the control plane's.
"""

import re
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

_SERVICE = "bedrock-agent-runtime"
# The control plane has tags too; a path alone doesn't tell whose they are.
_SHARED = "/tags/"


def apply(module: ModuleType) -> None:
    """Look at the paths of the agents' runtime before LocalStack's own rules."""
    replace(module, "custom_signing_name_rules", lambda original: _finding(original, module))


def _finding(original: Callable[[str, str], Any], module: ModuleType) -> Callable[[str, str], Any]:
    def custom_signing_name_rules(signing_name: str, path: str) -> Any:
        if signing_name == "bedrock" and not path.startswith("/model/") and _paths().fullmatch(path):
            return module.ServiceModelIdentifier(_SERVICE)
        return original(signing_name, path)

    return custom_signing_name_rules


@cache
def _paths() -> re.Pattern[str]:
    """Every path of the agents' runtime, as one pattern."""
    from localstack.aws.spec import load_service

    service = load_service(_SERVICE)
    paths = {service.operation_model(name).http["requestUri"] for name in service.operation_names}
    patterns = (re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(path)) for path in paths if not path.startswith(_SHARED))
    return re.compile("|".join(sorted(patterns)))


PATCH = Patch("agents-are-found", "localstack.aws.protocol.service_router", apply)
