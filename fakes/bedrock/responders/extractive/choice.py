"""Chooses a value of an enumeration by the words of a text."""

from fakes.bedrock.json_value import Json, JsonObject
from fakes.bedrock.responders.extractive.words import words

# Legal prose is full of these words; as a choice they are never what a document says of itself.
_VAGUE = {"other", "unknown", "none", "unspecified", "misc", "miscellaneous"}


def choose(shape: JsonObject, text: str) -> Json:
    """Return the allowed value whose words stand in the text: the longest, then the one that comes first."""
    found = words(text)
    ranked = [
        (-len(option), place, index)
        for index, value in enumerate(_options(shape))
        if (option := words(str(value))) and value is not None and (place := _place(option, found)) is not None
    ]
    return _options(shape)[min(ranked)[2]] if ranked else None


def is_vague(value: Json) -> bool:
    """Tell whether a value says that nothing is known."""
    return isinstance(value, str) and value.lower() in _VAGUE


def _options(shape: JsonObject) -> list[Json]:
    options = shape.get("enum", [shape.get("const")])
    return options if isinstance(options, list) else []


def _place(option: tuple[str, ...], found: tuple[str, ...]) -> int | None:
    size = len(option)
    places = (at for at in range(len(found) - size + 1) if found[at : at + size] == option)
    return next(places, None)
