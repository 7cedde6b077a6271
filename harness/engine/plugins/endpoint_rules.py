"""The rules by which clients of the SDK find their endpoints. Standard library only, apart from the SDK."""

import json
import re
from functools import cache
from typing import Any

# botocore's provider of endpoints and its rules, and the data that they are made of: without types.
Provider = Any
Rules = Any
Data = Any

LOOKED_AT = re.compile(r'"ref": "(\w+)"|\{(\w+)')
"""How rules name a parameter, in JSON: as a value, or in a template. Source: botocore/endpoint_provider.py."""


class Same:
    """Something that is only equal to itself, however large it is."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


def share_rules(provider: Provider, ruleset_data: Data, partition_data: Data) -> None:
    """Make a provider as botocore does, but with the rules that all clients of its service share."""
    provider.ruleset = _rules_of(Same(ruleset_data), Same(partition_data))


@cache
def _rules_of(data: Same, partitions: Same) -> Rules:
    """Rules, which never change, of data that are read once.

    botocore remembers the endpoint of each combination of parameters. S3's rules declare the object's key, too, and
    never look at it: without it, the endpoint isn't found anew for each object.
    """
    from botocore.endpoint_provider import RuleSet

    return RuleSet(**{**data.value, "parameters": needed_parameters(data.value)}, partitions=partitions.value)


def needed_parameters(data: Data) -> dict[str, Any]:
    """The parameters that rules look at, or insist on."""
    named = {name for names in LOOKED_AT.findall(json.dumps(data["rules"])) for name in names}
    return {name: spec for name, spec in data["parameters"].items() if name in named or spec.get("required")}
