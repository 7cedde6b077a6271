"""Arguments that nobody labelled: what the wording of a request says of a tool's parameter."""

import re
from collections.abc import Callable

from fakes.bedrock.json_value import Json, JsonObject
from fakes.bedrock.responders.extractive.choice import choose
from fakes.bedrock.responders.extractive.values.dates import find_date
from fakes.bedrock.responders.extractive.values.numbers import find_number
from fakes.bedrock.responders.extractive.words import words

_REQUEST = {"query", "question", "text", "prompt", "message", "input", "request", "instruction", "topic", "search"}
_PLACE = {"location", "city", "place", "country", "region", "town", "destination"}
_ADDRESS = {"uri", "url", "link", "key", "path", "file", "image", "picture", "bucket"}
_QUOTED = re.compile(r"[\"\u201c](?P<value>[^\"\u201d\n]+)[\"\u201d]")
_PLACED = re.compile(r"\b(?:in|at|for|near|to)\s+(?P<value>[A-Z][\w.'\u2019-]*(?:,?\s+[A-Z][\w.'\u2019-]*)*)")
_LOCATED = re.compile(r"(?P<value>\b(?:s3|https?)://[^\s\"'<>]+|(?<!\S)[\w./-]+/[\w.-]+\.\w{2,5}\b)")
_ABOUT = re.compile(
    r"\b(?:for|about|called|named|of|on)\s+(?:the\s+|an?\s+)?(?P<value>[^\n.,;:?!]{2,60}?)"
    r"(?=\s+(?:in|on|at|for|with|from|to|by)\b|[\n.,;:?!]|$)",
    re.IGNORECASE,
)


def argue(name: str, shape: JsonObject, prompt: str) -> Json:
    """Find a value for a parameter in a request of a few words; None when its wording says none.

    Args:
        name: the parameter's name.
        shape: its flattened schema.
        prompt: the request.
    """
    if "enum" in shape or "const" in shape:
        return choose(shape, prompt)
    kind = shape.get("type")
    if kind in {"number", "integer"}:
        number = find_number(prompt)
        return number if kind == "number" or isinstance(number, int) else None
    if kind == "array":
        found = _find(_finders(set(words(name))), prompt)
        return [found] if found else None
    return _find(_finders(set(words(name))), prompt) if kind in {"string", None} else None


def _finders(asked: set[str]) -> tuple[Callable[[str], str | None], ...]:
    """Choose ways of finding a text by what the parameter's name asks for, the most telling one first."""
    if asked & _REQUEST:
        return (_whole,)
    if asked & _PLACE:
        return (_by(_PLACED),)
    if asked & _ADDRESS:
        return (_by(_LOCATED), _by(_QUOTED))
    if "date" in asked:
        return (find_date,)
    return (_by(_QUOTED), _by(_ABOUT))


def _find(finders: tuple[Callable[[str], str | None], ...], prompt: str) -> str | None:
    return next((found for find in finders if (found := find(prompt))), None)


def _by(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    def find(prompt: str) -> str | None:
        match = pattern.search(prompt)
        return match["value"].strip() if match else None

    return find


def _whole(prompt: str) -> str | None:
    return prompt.strip() or None
