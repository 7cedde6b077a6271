"""Settings from the environment variables that a template sets. The only module that reads `os.environ`."""

import os
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar, get_type_hints

from lambda_kit.errors import ConfigurationError

SettingsT = TypeVar("SettingsT")


def load(cls: type[SettingsT], environ: Mapping[str, str] | None = None) -> SettingsT:
    """Build the frozen dataclass `cls` from variables named like its fields in upper case.

    Args:
        cls: a dataclass whose fields are `str`, `int` or `float`; a field with a default is optional.
        environ: where to read; the process's environment when not given.

    Raises:
        ConfigurationError: names every variable that is missing or malformed, not only the first.
    """
    variables = os.environ if environ is None else environ
    hints = get_type_hints(cls)
    values: dict[str, Any] = {}
    faults: list[str] = []
    for field in fields(cls):  # type: ignore[arg-type]  # a type variable can't be bound to "a dataclass"
        try:
            values |= _value(field, hints[field.name], variables)
        except ConfigurationError as fault:
            faults.append(fault.message)
    if faults:
        raise ConfigurationError("; ".join(faults))
    return cls(**values)


def _value(field: Field[Any], kind: type, variables: Mapping[str, str]) -> dict[str, Any]:
    name = field.name.upper()
    text = variables.get(name, "")
    if not text:
        if field.default is MISSING:
            raise ConfigurationError(f"{name} is not set")
        return {}
    try:
        return {field.name: kind(text)}
    except ValueError:
        raise ConfigurationError(f"{name} is {text!r}, not of type {kind.__name__}") from None
