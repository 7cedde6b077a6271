"""What JSON can hold, as types, and as the text of a canonical form."""

import json
from typing import TypeAlias

from pydantic import JsonValue

Json: TypeAlias = JsonValue
JsonObject: TypeAlias = dict[str, JsonValue]


def as_text(value: Json) -> str:
    """Write a value as JSON on one line, in its own order of keys and its own letters."""
    return json.dumps(value, ensure_ascii=False)


def plain(value: Json, label: str = "") -> str:
    """Write a value for a reader: one `label: value` line for each leaf, labels of objects before their parts'.

    >>> plain({"weather": {"sky": "clear"}, "tags": ["a", "b"]})
    'weather sky: clear\\ntags: a, b'
    """
    if isinstance(value, dict):
        return "\n".join(plain(part, f"{label} {name}".strip()) for name, part in value.items())
    if isinstance(value, list):
        nested = any(isinstance(part, dict | list) for part in value)
        text = "\n".join(plain(part, label) for part in value) if nested else ", ".join(map(_leaf, value))
        return text if nested or not label else f"{label}: {text}"
    return f"{label}: {_leaf(value)}" if label else _leaf(value)


def _leaf(value: Json) -> str:
    return value if isinstance(value, str) else as_text(value)
