"""What a schema's property asks for, and how well a label in a document answers to it."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.responders.extractive.schema import texts
from fakes.bedrock.responders.extractive.words import words

_PHRASES = re.compile(r"[,;/()|]|\bor\b|\baka\b|\be\.g\.", re.IGNORECASE)
_LABELS_KEPT = 4096
_EXACT, _CONTAINED, _ABBREVIATED, _DESCRIBED = 1.0, 0.9, 0.8, 0.5
# Says what sort of thing something is, never which: a label that shares nothing else doesn't answer.
_GENERIC = {"number", "date", "name", "type", "amount", "address", "document", "value", "title", "property", "public"}
# Inside a named object these mean that object's: a deed states more than one city and more than one date.
_BELONGING = _GENERIC | {"street", "city", "state", "zip", "currency", "phone", "email"}


@dataclass(frozen=True)
class Wanted:
    """A property in its place.

    Attributes:
        name: the property's name; empty for the root.
        shape: its flattened schema.
        parent: what its object is wanted as.
    """

    name: str
    shape: JsonObject
    parent: "Wanted | None" = None

    @cached_property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """The names it goes by, alone and after its object's names, each as words."""
        above = self.parent.phrases if self.parent else ()
        qualified = [(*outer, *inner) for outer in above for inner in self._own]
        return (*self._own, *qualified)

    @cached_property
    def _own(self) -> tuple[tuple[str, ...], ...]:
        """Its name, its title and its aliases."""
        named = [self.name, *texts(self.shape.get("x-aliases"))]
        for title in texts(self.shape.get("title")):
            named += [title, *_PHRASES.split(title)]
        return tuple(dict.fromkeys(phrase for each in named if (phrase := words(each))))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of its own names."""
        return frozenset(word for phrase in self._own for word in phrase)

    @cached_property
    def described(self) -> tuple[str, ...]:
        """The words of its description, in order."""
        return words(" ".join(texts(self.shape.get("description"))))

    def match(self, label: str) -> float:
        """Score a label from 0 (another thing) to 1 (the very name)."""
        return max((self._score(variant) for variant in _variants(label)), default=0.0)

    def _score(self, label: tuple[str, ...]) -> float:
        found = frozenset(label)
        by_name = max((_compare(phrase, found, label[-1]) for phrase in self._usable), default=0.0)
        if by_name < _DESCRIBED and not _GENERIC.issuperset(found) and _within(label, self.described):
            return _DESCRIBED
        return by_name

    @cached_property
    def _usable(self) -> frozenset[frozenset[str]]:
        """The names that tell it from its namesakes elsewhere in the document, each without the order of its words."""
        if self.parent is None or not self.parent.phrases:
            return frozenset(map(frozenset, self.phrases))
        own = [phrase for phrase in self._own if _BELONGING.issuperset(phrase)]
        return frozenset(frozenset(phrase) for phrase in self.phrases if phrase not in own)


@lru_cache(_LABELS_KEPT)
def _variants(label: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read a label, each as words without numbers: as a whole, and each of its parts."""
    said = (words(variant) for variant in (label, *_PHRASES.split(label)))
    without_numbers = (tuple(word for word in variant if not word.isdigit()) for variant in said)
    return tuple(dict.fromkeys(filter(None, without_numbers)))


def _compare(wanted: frozenset[str], found: frozenset[str], last: str) -> float:
    if wanted == found:
        return _EXACT
    # What an English label is about stands last: a county recorder is no county.
    if wanted < found and (last in wanted or last in _GENERIC) and not _GENERIC.issuperset(wanted):
        return _CONTAINED * (0.5 + len(wanted) / len(found) / 2)
    if found < wanted and not _BELONGING.issuperset(found):
        return _ABBREVIATED * (0.5 + len(found) / len(wanted) / 2)
    return 0.0


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    size = len(part)
    return any(whole[start : start + size] == part for start in range(len(whole) - size + 1))
