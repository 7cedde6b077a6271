"""A JSON Schema as the filler needs it: one shape per node, and whether a value is allowed there."""

from collections.abc import Iterator

from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from referencing import Registry
from referencing.exceptions import Unresolvable

from fakes.bedrock.json_value import Json, JsonObject

_BRANCHES = ("anyOf", "oneOf", "allOf")


def is_schema(root: JsonObject) -> bool:
    """Tell whether an object is a valid JSON Schema, its regular expressions too."""
    kind = validator_for(root, default=Draft202012Validator)
    return kind(kind.META_SCHEMA, format_checker=kind.FORMAT_CHECKER).is_valid(root)


class Schema:
    """A whole schema; nodes are its parts, and may refer to one another.

    Args:
        root: a valid JSON Schema.
    """

    def __init__(self, root: JsonObject) -> None:
        self.root = root
        # An empty registry: a reference to another document is never fetched.
        self._validator = validator_for(root, default=Draft202012Validator)(root, registry=Registry())

    def accepts(self, node: JsonObject, value: Json) -> bool:
        """Tell whether a value is valid at a node; what a schema can't resolve accepts nothing."""
        try:
            return bool(self._validator.evolve(schema=node).is_valid(value))
        except (RecursionError, Unresolvable):
            return False

    def shape(self, node: JsonObject, seen: tuple[JsonObject, ...] = ()) -> JsonObject:
        """Flatten a node: its references and branches merged, with null left out and one type chosen.

        Of alternatives the first that isn't null counts; what the node itself says wins over its branches.

        Args:
            node: the node.
            seen: the nodes that are being flattened; one that refers back to them adds nothing.
        """
        merged = dict(node)
        for branch in self._branches(node):
            if not any(branch is each for each in (node, *seen)):
                merged = {**self.shape(branch, (node, *seen)), **merged}
        kinds = [kind for kind in _types(merged) if kind != "null"]
        merged.pop("type", None)
        return {**merged, "type": kinds[0]} if kinds else merged

    def _branches(self, node: JsonObject) -> Iterator[JsonObject]:
        if target := self._follow(node.get("$ref")):
            yield target
        for keyword in _BRANCHES:
            branches = node.get(keyword)
            objects = [each for each in branches if isinstance(each, dict)] if isinstance(branches, list) else []
            named = [each for each in objects if _types(each) != ["null"]]
            yield from named if keyword == "allOf" else named[:1]

    def _follow(self, reference: Json) -> JsonObject | None:
        """Resolve a reference inside the schema; others say nothing about the shape."""
        if not isinstance(reference, str) or not reference.startswith("#/"):
            return None
        target: Json = self.root
        for step in reference[2:].split("/"):
            if not isinstance(target, dict):
                return None
            target = target.get(step.replace("~1", "/").replace("~0", "~"))
        return target if isinstance(target, dict) else None


def properties(shape: JsonObject) -> dict[str, JsonObject]:
    """List the properties of an object's shape; `true` as a property's schema means anything."""
    found = shape.get("properties")
    if not isinstance(found, dict):
        return {}
    return {name: node if isinstance(node, dict) else {} for name, node in found.items()}


def item(shape: JsonObject) -> JsonObject:
    """Return the schema of an array's items."""
    found = shape.get("items")
    return found if isinstance(found, dict) else {}


def required(shape: JsonObject) -> set[str]:
    """Return the names that an object must have."""
    found = shape.get("required")
    return {name for name in found if isinstance(name, str)} if isinstance(found, list) else set()


def texts(value: Json) -> list[str]:
    """Return the strings of a keyword's value that is a string or a list."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str)]


def _types(node: JsonObject) -> list[str]:
    return texts(node.get("type"))
