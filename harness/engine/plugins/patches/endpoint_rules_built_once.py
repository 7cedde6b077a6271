"""The rules by which a client finds its endpoint are built once for each service, not for each client.

Patches `botocore.endpoint_provider`. The engine has clients for each account, and the rules are half of what making one
takes.
"""

from functools import cache
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


class Same:
    """Something that is only equal to itself, however large it is."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


def apply(module: ModuleType) -> None:
    """Keep rule sets, which never change. The data that they are made of is read once; see `json_models_read_once`."""

    @cache
    def rules_of(data: Same, partitions: Same) -> Any:
        return module.RuleSet(**data.value, partitions=partitions.value)

    def remembering(_original: Any) -> Any:
        def init(self: Any, ruleset_data: Any, partition_data: Any) -> None:
            self.ruleset = rules_of(Same(ruleset_data), Same(partition_data))

        return init

    replace(module.EndpointProvider, "__init__", remembering)


PATCH = Patch("endpoint-rules-built-once", "botocore.endpoint_provider", apply)
