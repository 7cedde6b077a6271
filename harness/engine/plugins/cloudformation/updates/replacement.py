"""When an update needs a new resource instead of the old one."""

from collections.abc import Iterable
from typing import Any

from harness.engine.plugins.cloudformation.updates.differences import Properties, Schema

FORGOTTEN = {
    "AWS::DynamoDB::Table": ("/properties/KeySchema",),
    "AWS::Lambda::Function": ("/properties/PackageType",),
    "AWS::Lambda::Version": ("/properties/CodeSha256", "/properties/Description"),
}
"""Create-only properties that LocalStack's schemas don't call so: the reference of templates, "Update requires"."""


def needs_replacement(kind: str, schema: Schema, before: Properties, after: Properties) -> bool:
    """Does a property differ that can only be given at creation?

    Args:
        kind: e.g. `AWS::SQS::Queue`.
        schema: of that type.
        before: the template's properties as they were, with references resolved.
        after: the same as they shall be.
    """
    return any(_at(path, before) != _at(path, after) for path in _create_only(kind, schema))


def kept_name(schema: Schema, before: Properties, after: Properties) -> str | None:
    """The name that a template gives to both the old and the new resource, which can't both have it; or None."""
    identifier = schema.get("primaryIdentifier", ())
    if len(identifier) != 1 or identifier[0] in schema.get("readOnlyProperties", ()):
        return None
    old, new = (_at(identifier[0], properties) for properties in (before, after))
    return str(new) if new is not None and new == old else None


def _create_only(kind: str, schema: Schema) -> Iterable[str]:
    return (*schema.get("createOnlyProperties", ()), *FORGOTTEN.get(kind, ()))


def _at(path: str, properties: Properties) -> Any:
    value: Any = properties
    for step in path.removeprefix("/properties/").split("/"):
        value = value.get(step) if isinstance(value, dict) else None
    return value
