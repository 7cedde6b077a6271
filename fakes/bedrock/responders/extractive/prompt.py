"""Finds in a prompt what it asks for: the schema, the list of fields, and the document to read.

A document is text that somebody else wrote. It reaches from its opening tag to the last closing tag, and nothing
in it is taken for a schema or an instruction.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from fakes.bedrock.json_value import Json, JsonObject
from fakes.bedrock.responders.extractive.schema import is_schema

# A tag in running text ("the text in <document>") opens nothing: tags stand at the start of a line.
_OPENING = re.compile(r"^[ \t]*<(?P<tag>schema|document)\b[^<>\n]*>", re.MULTILINE | re.IGNORECASE)
_FENCE = re.compile(r"```(?:json)?\s*\n(?P<body>.*?)```", re.DOTALL | re.IGNORECASE)
_MARK = r"[ \t]*(?:[-*•]|\d+[.)])[ \t]*"
_FIELD_LIST = re.compile(
    r"\b(?:extract|fill|find|give|list|return)\b[^:\n]*\bfields?\b[^:\n]*:"
    rf"[ \t]*(?P<inline>[^\n]*)(?P<bullets>(?:\n{_MARK}[^\n]*)*)",
    re.IGNORECASE,
)
_BULLET = re.compile(rf"^{_MARK}(?P<name>[^\n:(]+)", re.MULTILINE)
_SCHEMA_KEYWORDS = {"$schema", "$ref", "$defs", "properties", "type", "anyOf", "oneOf", "allOf"}
_SCHEMAS_KEPT = 64
"""A system asks for the same few schemas again and again; to see whether one is valid takes as long as to fill it."""


@dataclass(frozen=True)
class _Parts:
    """A prompt cut in three."""

    instructions: str
    schema: str | None
    document: str | None


def find_document(prompts: Iterable[str]) -> str | None:
    """Return the text between document tags of the first prompt that has them."""
    documents = (_cut(prompt).document for prompt in prompts)
    return next((document for document in documents if document is not None), None)


def without_schema(prompt: str) -> str:
    """Return what is left of a prompt without its schema: what there is to read when it has no document."""
    return _FENCE.sub("", _cut(prompt).instructions)


def find_schema(prompt: str) -> JsonObject | None:
    """Return the JSON Schema that the prompt gives outside its document: tagged, fenced, or implied by field names."""
    parts = _cut(prompt)
    fences = (match["body"] for match in _FENCE.finditer(parts.instructions))
    for source in filter(None, (parts.schema, *fences)):
        if schema := _parse(source):
            return schema
    return _from_field_list(parts.instructions)


def _cut(prompt: str) -> _Parts:
    """Cut the schema and the document out; whichever opens first is outermost."""
    found: dict[str, str] = {}
    rest = prompt
    while (opening := _OPENING.search(rest)) and (tag := opening["tag"].lower()) not in found:
        closing = f"</{tag}>"
        find = rest.rfind if tag == "document" else rest.find
        end = find(closing, opening.end())
        if end < 0:
            break
        found[tag] = rest[opening.end() : end].strip()
        rest = rest[: opening.start()] + rest[end + len(closing) :]
    return _Parts(rest, found.get("schema"), found.get("document"))


@lru_cache(_SCHEMAS_KEPT)
def _parse(source: str) -> JsonObject | None:
    fenced = _FENCE.search(source)
    try:
        value: Json = json.loads(fenced["body"] if fenced else source)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not value:
        return None
    return value if is_schema(value) and _SCHEMA_KEYWORDS & value.keys() else _from_example(value)


def _from_example(example: Json) -> JsonObject:
    """Read an example answer such as `{"name": "string", "items": [{"price": 0}]}` as the schema it implies."""
    if isinstance(example, dict):
        properties: JsonObject = {name: _from_example(value) for name, value in example.items()}
        return {"type": "object", "properties": properties}
    if isinstance(example, list):
        return {"type": "array", "items": _from_example(example[0] if example else "")}
    if isinstance(example, int | float) and not isinstance(example, bool):
        return {"type": ["number", "null"]}
    return {"type": ["boolean" if isinstance(example, bool) else "string", "null"]}


def _from_field_list(instructions: str) -> JsonObject | None:
    """Read `Extract these fields: a, b and c`, or the same as a bulleted list, as a schema of optional texts."""
    for match in _FIELD_LIST.finditer(instructions):
        bullets = [bullet["name"] for bullet in _BULLET.finditer(match["bullets"])]
        names = bullets or re.split(r",|;|\band\b", match["inline"])
        cleaned = [stripped for name in names if (stripped := name.strip(" \t.`'\"*_"))]
        if cleaned:
            return {"type": "object", "properties": {name: {"type": ["string", "null"]} for name in cleaned}}
    return None
