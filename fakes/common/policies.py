"""IAM policies, as far as a service that publishes to a topic needs them.

Actions, resources and principals with wildcards; conditions on strings and ARNs. A condition with another operator or
on an unknown key isn't met.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from fnmatch import fnmatchcase
from typing import Any, TypeAlias

# A policy document as it is stored: parsed JSON.
Policy: TypeAlias = Mapping[str, Any]


class Decision(Enum):
    """What policies say to a call. Nothing said is not allowed."""

    ALLOWED = "allowed"
    DENIED = "denied"
    SILENT = "silent"


@dataclass(frozen=True)
class Call:
    """What is to be decided on.

    Attributes:
        action: such as `sns:Publish`.
        resource: an ARN; None in a trust policy, which is about its own role.
        principals: the ways in which a policy may name the caller, such as an ARN, an account or a service.
        context: values of condition keys, by lower-case name.
    """

    action: str
    resource: str | None = None
    principals: frozenset[str] = frozenset()
    context: Mapping[str, str] = field(default_factory=dict)


def decide(policies: Iterable[Policy], call: Call) -> Decision:
    """What the policies say together: a denial outweighs everything."""
    effects = {
        statement["Effect"] for policy in policies for statement in _statements(policy) if _applies(statement, call)
    }
    if "Deny" in effects:
        return Decision.DENIED
    return Decision.ALLOWED if "Allow" in effects else Decision.SILENT


def _statements(policy: Policy) -> list[Mapping[str, Any]]:
    return _list(policy.get("Statement", []))


def _applies(statement: Mapping[str, Any], call: Call) -> bool:
    return (
        _names_action(statement, call.action)
        and _names_resource(statement, call.resource)
        and _names_principal(statement, call.principals)
        and all(
            _met(operator, key, _list(wanted), call.context)
            for operator, keys in statement.get("Condition", {}).items()
            for key, wanted in keys.items()
        )
    )


def _names_action(statement: Mapping[str, Any], action: str) -> bool:
    if "NotAction" in statement:
        return not _any_like(action.lower(), map(str.lower, _list(statement["NotAction"])))
    return _any_like(action.lower(), map(str.lower, _list(statement.get("Action", []))))


def _names_resource(statement: Mapping[str, Any], resource: str | None) -> bool:
    if resource is None:
        return True
    if "NotResource" in statement:
        return not _any_like(resource, _list(statement["NotResource"]))
    return _any_like(resource, _list(statement.get("Resource", [])))


def _names_principal(statement: Mapping[str, Any], principals: frozenset[str]) -> bool:
    """Policies of roles name no principal: they are about the role."""
    if "Principal" not in statement:
        return True
    named = statement["Principal"]
    names = _list(named) if not isinstance(named, Mapping) else [one for kind in named.values() for one in _list(kind)]
    return "*" in names or bool(principals.intersection(names))


def _met(operator: str, key: str, wanted: list[str], context: Mapping[str, str]) -> bool:
    value = context.get(key.lower())
    if value is None:
        return operator.endswith("IfExists")
    match operator.removesuffix("IfExists"):
        case "StringEquals":
            return value in wanted
        case "StringLike" | "ArnLike" | "ArnEquals":
            return _any_like(value, wanted)
        case "StringNotEquals":
            return value not in wanted
        case "StringNotLike" | "ArnNotLike" | "ArnNotEquals":
            return not _any_like(value, wanted)
    return False


def _any_like(value: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(value, pattern.replace("[", "[[]")) for pattern in patterns)


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]
