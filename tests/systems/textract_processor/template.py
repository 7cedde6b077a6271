"""The template as tests read it: parsed, with CloudFormation's short forms as mappings."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from cfnlint.decode.cfn_yaml import load  # type: ignore[import-untyped]

import textract_processor

FILE = Path(textract_processor.__file__).with_name("template.yaml")


@cache
def template() -> dict[str, Any]:
    """The whole template."""
    parsed: dict[str, Any] = load(str(FILE))
    return parsed


def resource(logical_id: str) -> dict[str, Any]:
    """One resource."""
    found: dict[str, Any] = template()["Resources"][logical_id]
    return found


def resources(kind: str) -> dict[str, dict[str, Any]]:
    """Properties by logical id of every resource of a type, e.g. `AWS::SQS::Queue`."""
    of_kind = {name: entry for name, entry in template()["Resources"].items() if entry["Type"] == kind}
    return {name: entry.get("Properties", {}) for name, entry in of_kind.items()}


def role_statements() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every statement of every role's policies, with the logical id of the role or of the policy beside it."""
    roles = {name: role["Policies"] for name, role in resources("AWS::IAM::Role").items()}
    policies = {name: [policy] for name, policy in resources("AWS::IAM::Policy").items()}
    for name, documents in (roles | policies).items():
        for policy in documents:
            for statement in policy["PolicyDocument"]["Statement"]:
                yield name, statement


def as_list(value: Any) -> list[Any]:
    """A value that CloudFormation allows alone or in a list."""
    return value if isinstance(value, list) else [value]


def attribute_of(value: Any) -> str:
    """The logical id inside a `Ref` or `GetAtt`."""
    target = value.get("Ref") or value["Fn::GetAtt"]
    return target if isinstance(target, str) else str(target[0])
