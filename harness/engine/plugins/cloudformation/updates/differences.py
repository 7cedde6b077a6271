"""What an update changes in a resource, read from its properties and its type's schema."""

from collections.abc import Mapping, Set
from typing import Any

Properties = Mapping[str, Any]
Schema = Mapping[str, Any]
"""Of a resource type, as LocalStack's resource provider carries it: CloudFormation's registry schema."""

FIXED = ("primaryIdentifier", "readOnlyProperties", "createOnlyProperties")
"""Keys of a schema with the paths of properties that no update can change."""


def merged(schema: Schema, previous: Properties, desired: Properties) -> dict[str, Any]:
    """The wanted properties, and what the resource got when it was created: its ARN, its generated name.

    Args:
        schema: of the resource's type.
        previous: all that is known of the resource.
        desired: what the template says.
    """
    declared = schema["properties"].keys()
    kept = {name: value for name, value in previous.items() if name in _fixed(schema) or name not in declared}
    return {**kept, **desired}


def differing(
    schema: Schema, previous: Properties, desired: Properties, more: Set[str] = frozenset()
) -> frozenset[str]:
    """Names of the properties that are to be set, changed or removed.

    Args:
        schema: of the resource's type.
        previous: all that is known of the resource.
        desired: what the template says.
        more: properties that the type has though its schema, older than they are, doesn't know them.
    """
    changed = {name for name, value in desired.items() if previous.get(name) != value}
    # What only the provider knows of, like an ARN that the schema forgot, isn't the template's to remove.
    removed = (previous.keys() - desired.keys()) & (schema["properties"].keys() | more)
    return frozenset((changed | removed) - _fixed(schema))


def _fixed(schema: Schema) -> set[str]:
    paths = [path for key in FIXED for path in schema.get(key, ())]
    names = [path.removeprefix("/properties/") for path in paths]
    # A property with one fixed part can be changed in its other parts.
    return {name for name in names if "/" not in name}
