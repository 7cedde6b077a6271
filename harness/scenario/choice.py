"""Which values a scenario's parameters have in a run."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from pydantic import TypeAdapter, ValidationError

from harness.scenario.model import Head

Value: TypeAlias = str | int | float | bool


def choose_parameters(head: Head, variant: str, given: Mapping[str, Any]) -> dict[str, Value]:
    """The defaults, overridden by the variant's values, overridden by those given.

    Raises:
        ValueError: there is no such variant or parameter, or a value isn't of the default's type.
    """
    if variant and variant not in head.variants:
        raise ValueError(f"there is no variant {variant!r}")
    chosen = {**head.variants.get(variant, {}), **given}
    unknown = sorted(set(chosen) - set(head.parameters))
    if unknown:
        known = ", ".join(head.parameters) or "none"
        raise ValueError(f"there is no parameter {unknown[0]!r}; there is: {known}")
    defaults = {name: parameter.default for name, parameter in head.parameters.items()}
    return defaults | {name: _like(defaults[name], name, value) for name, value in chosen.items()}


def _like(default: Value, name: str, value: Any) -> Value:
    """The value in the default's type: from the command line every value is a text."""
    try:
        converted: Value = TypeAdapter(type(default)).validate_python(value)
    except ValidationError as error:
        raise ValueError(f"{name}: {error.errors()[0]['msg']}") from error
    return converted
