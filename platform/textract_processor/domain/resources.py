"""Schemas and prompts that are kept beside the code."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema

PACKAGE = Path(__file__).parents[1]

Validate = Callable[[Any], Any]


@cache
def schema(name: str) -> dict[str, Any]:
    """The JSON Schema `schemas/<name>.json`."""
    loaded: dict[str, Any] = json.loads((PACKAGE / "schemas" / f"{name}.json").read_text("utf-8"))
    return loaded


@cache
def validator(name: str) -> Validate:
    """A compiled validator of `schemas/<name>.json`; it raises `fastjsonschema.JsonSchemaValueException`."""
    compiled: Validate = fastjsonschema.compile(schema(name), use_default=False)
    return compiled


@cache
def prompt(name: str) -> str:
    """The template `prompts/<name>.txt`, for `str.format`."""
    return (PACKAGE / "prompts" / f"{name}.txt").read_text("utf-8").rstrip()
