"""Checks a request against the constraints in AWS's own model of the operation."""

import re
from collections.abc import Iterator
from typing import Any

from botocore.model import ListShape, OperationModel, Shape, StringShape, StructureShape


def violations(operation: OperationModel, request: dict[str, Any]) -> str:
    """Check required members, lengths, ranges, patterns and enumerations.

    Returns:
        AWS's sentence about every member that breaks a constraint; empty when none does.
    """
    shape = operation.input_shape
    problems = list(_problems(shape, request, "")) if shape else []
    if not problems:
        return ""
    return f"{len(problems)} validation error{'s' if len(problems) > 1 else ''} detected: {'; '.join(problems)}"


def _problems(shape: Shape, value: Any, path: str) -> Iterator[str]:
    if isinstance(shape, StructureShape):
        yield from _member_problems(shape, value, path)
    elif isinstance(shape, ListShape):
        yield from _size_problems(shape, len(value), path)
        for number, item in enumerate(value, start=1):
            yield from _problems(shape.member, item, f"{path}.{number}.member")
    elif isinstance(shape, StringShape):
        yield from _size_problems(shape, len(value), path)
        yield from _text_problems(shape, value, path)
    elif isinstance(value, bytes):
        yield from _size_problems(shape, len(value), path)
    elif isinstance(value, int | float):
        yield from _size_problems(shape, value, path)


def _member_problems(shape: StructureShape, value: dict[str, Any], path: str) -> Iterator[str]:
    for name, member in shape.members.items():
        place = f"{path}.{name}" if path else name
        if value.get(name) is not None:
            yield from _problems(member, value[name], place)
        elif name in shape.required_members:
            yield _problem(place, "Member must not be null")


def _size_problems(shape: Shape, size: float, path: str) -> Iterator[str]:
    if size < shape.metadata.get("min", size):
        yield _problem(path, f"Member must be at least {shape.metadata['min']} in size")
    if size > shape.metadata.get("max", size):
        yield _problem(path, f"Member must be at most {shape.metadata['max']} in size")


def _text_problems(shape: StringShape, value: str, path: str) -> Iterator[str]:
    pattern = shape.metadata.get("pattern")
    if pattern and not re.search(f"^(?:{pattern})$", value, re.DOTALL):
        yield _problem(path, f"Member must satisfy regular expression pattern: {pattern}")
    if shape.enum and value not in shape.enum:
        yield _problem(path, f"Member must satisfy enum value set: [{', '.join(shape.enum)}]")


def _problem(path: str, constraint: str) -> str:
    return f"Value at '{path}' failed to satisfy constraint: {constraint}"
