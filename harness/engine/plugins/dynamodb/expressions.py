"""What AWS checks of a request's expressions before it looks at any item, and moto does not."""

import re
from collections.abc import Iterator
from typing import Any

from harness.engine.plugins.dynamodb.errors import ValidationError

EXPRESSIONS = (
    "ConditionExpression",
    "FilterExpression",
    "KeyConditionExpression",
    "ProjectionExpression",
    "UpdateExpression",
)
_NAME = re.compile(r"#\w+")
_VALUE = re.compile(r":\w+")
_ATTRIBUTE = re.compile(r"(?<![\w.:#])#?[A-Za-z_]\w*|(?<![\w.:#])#\w+")
"""The first element of a path; also functions and keywords, which no key attribute can be called unescaped."""


def check(request: dict[str, Any]) -> None:
    """Check every expression of a request, also within a transaction or a batch.

    Raises:
        ValidationError: an expression is empty, or a placeholder is used and not defined, or defined and not used.
    """
    for holder in _holders(request):
        expressions = {name: holder[name] for name in EXPRESSIONS if name in holder}
        for name, text in expressions.items():
            if not text.strip():
                raise ValidationError(f"Invalid {name}: The expression can not be empty;")
        _check_placeholders(holder, expressions, "ExpressionAttributeNames", _NAME, "name used in the document path")
        _check_placeholders(holder, expressions, "ExpressionAttributeValues", _VALUE, "value used in expression")


def attributes_of(expression: str, names: dict[str, str]) -> set[str]:
    """Names of the attributes that an expression speaks of, placeholders resolved.

    Args:
        expression: a condition or filter.
        names: `ExpressionAttributeNames`.
    """
    return {names.get(found, found) for found in _ATTRIBUTE.findall(expression)}


def _holders(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The objects of a request that have expressions of their own."""
    yield request
    for entry in request.get("TransactItems", []):
        yield from entry.values()
    tables = request.get("RequestItems", {})
    yield from (table for table in tables.values() if isinstance(table, dict))


def _check_placeholders(
    holder: dict[str, Any], expressions: dict[str, str], field: str, pattern: re.Pattern[str], role: str
) -> None:
    defined = holder.get(field)
    if defined is not None and not expressions:
        raise ValidationError(f"{field} can only be specified when using expressions")
    if defined == {}:
        raise ValidationError(f"{field} must not be empty")
    used = {found: name for name, text in expressions.items() for found in pattern.findall(text)}
    for placeholder, name in used.items():
        if placeholder not in (defined or {}):
            kind = role.split()[0]
            raise ValidationError(
                f"Invalid {name}: An expression attribute {role} is not defined; attribute {kind}: {placeholder}"
            )
    unused = sorted(set(defined or {}) - set(used))
    if unused:
        raise ValidationError(f"Value provided in {field} unused in expressions: keys: {{{', '.join(unused)}}}")
