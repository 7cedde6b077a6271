"""Attribute values of a request: checked, and brought to one spelling before moto compares them."""

import sys
from typing import Any

from harness.engine.plugins.dynamodb import numbers
from harness.engine.plugins.dynamodb.errors import ValidationError

SETS = {"SS": "string", "NS": "number", "BS": "binary"}
MAX_DEPTH = 32
"""Levels of nested lists and maps.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes"""
_REQUEST_DEPTH = 12
"""Levels of a request above and between its attribute values: `TransactItems`, `[]`, `Put`, `Item`, ..."""


def canonical_request(node: Any, depth: int = 0) -> Any:
    """The request with every number and set in it in its one spelling.

    An attribute value is recognised by its shape, `{"N": "1"}`: no other object of DynamoDB's requests has it.
    Names are those of the requests before, lest each item keep its own.

    Args:
        node: the request's JSON, or a part of it.
        depth: how deep in the request the part lies.

    Raises:
        ValidationError: a number that DynamoDB can't keep, an empty set, a set with duplicates, or too deep a nesting.
    """
    if depth > 2 * MAX_DEPTH + _REQUEST_DEPTH:
        raise ValidationError("Nesting Levels have exceeded supported limits")
    if isinstance(node, list):
        return [canonical_request(element, depth + 1) for element in node]
    if not isinstance(node, dict):
        return node
    return _typed_value(node) or {sys.intern(name): canonical_request(value, depth + 1) for name, value in node.items()}


def _typed_value(node: dict[str, Any]) -> dict[str, Any] | None:
    """The canonical attribute value if the node is a number or a set, else None."""
    if len(node) != 1:
        return None
    ((kind, value),) = node.items()
    if kind == "N" and isinstance(value, str):
        return {kind: numbers.canonical(value)}
    if kind in SETS and isinstance(value, list):
        return {kind: _canonical_set(kind, value)}
    return None


def _canonical_set(kind: str, elements: list[str]) -> list[str]:
    if not elements:
        raise ValidationError(f"One or more parameter values were invalid: An {SETS[kind]} set  may not be empty")
    spelled = [numbers.canonical(element) for element in elements] if kind == "NS" else elements
    if len(set(spelled)) < len(spelled):
        listed = ", ".join(elements)
        raise ValidationError(
            f"One or more parameter values were invalid: Input collection [{listed}] contains duplicates."
        )
    return sorted(spelled)
