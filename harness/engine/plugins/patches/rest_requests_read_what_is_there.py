"""Of a request's parameters, those are read that it has. Patches `localstack.aws.protocol.parser`.

As shipped, each of the forty headers that a PutObject could have is looked for by itself, which took longer than to
store the object.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, wraps
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

Parse = Callable[..., dict[str, Any]]

SHAPES = 8192
"""Structures of which is kept whether they have such members."""


@dataclass(frozen=True, eq=False)
class _Present:
    """A shape of which only some members are left, as far as parsers of structures look at it."""

    members: Mapping[str, Any]
    required_members: list[str]


def apply(module: ModuleType) -> None:
    """Leave out members that stand in headers or in the query, and that a request doesn't have."""
    replace(module.RestXMLRequestParser, "_parse_structure", _sparing)


def _sparing(original: Parse) -> Parse:
    @wraps(original)
    def parse(self: Any, request: Any, shape: Any, node: Any, uri_params: Any = None) -> dict[str, Any]:
        if not _reaches_outside(shape):
            return original(self, request, shape, node, uri_params)
        headers = {name.lower() for name, _ in request.headers}
        members = {name: member for name, member in shape.members.items() if _may_be_there(member, headers, request)}
        present = original(self, request, _Present(members, shape.required_members), node, uri_params)
        # In the shape's order, and those that aren't there as None: as the original has it.
        return {
            name: present.get(name) for name, member in shape.members.items() if name in present or name not in members
        }

    return parse


@lru_cache(SHAPES)
def _reaches_outside(shape: Any) -> bool:
    """Whether a structure has members that don't stand in the body."""
    return any("location" in member.serialization for member in shape.members.values())


def _may_be_there(member: Any, headers: set[str], request: Any) -> bool:
    """Whether a member can have a value. A list in the query has one even if it isn't there: an empty list."""
    match member.serialization.get("location"):
        case "header":
            return member.serialization.get("name", "").lower() in headers
        case "querystring":
            return member.type_name == "list" or member.serialization.get("name") in request.args
    return True


PATCH = Patch("rest-requests-read-what-is-there", "localstack.aws.protocol.parser", apply)
