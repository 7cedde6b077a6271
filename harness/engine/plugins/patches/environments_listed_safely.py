"""Finding a free Lambda environment survives that others are being started.

Patches `localstack.services.lambda_.invocation.assignment`: `get_environment` iterates over a dictionary to which
other threads add, and answers 500 under concurrent cold starts.
"""

from collections import defaultdict
from types import ModuleType
from typing import Any

from harness.engine.plugins.after import after
from harness.engine.plugins.patching import Patch


class Environments(dict[str, Any]):
    """Environments of one function version by id, which can be iterated over while it changes."""

    def values(self) -> Any:
        """A snapshot. Copying holds the interpreter lock, so nobody can add in between."""
        return list(super().values())


def apply(module: ModuleType) -> None:
    """Keep environments in dictionaries whose `values` are snapshots."""
    after(module.AssignmentService, "__init__", _use_snapshots)


def _use_snapshots(service: Any) -> None:
    service.environments = defaultdict(Environments)


PATCH = Patch("environments-listed-safely", "localstack.services.lambda_.invocation.assignment", apply)
