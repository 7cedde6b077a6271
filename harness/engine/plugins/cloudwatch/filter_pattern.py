"""What a pattern of `FilterLogEvents` finds: terms, by CloudWatch Logs' syntax for unstructured log events.

A term stands for itself wherever it is, capitals count: `ERROR`, or in quotes what isn't all letters, digits and `_`.
An event must have every term, none of those after a `-`, and, where nothing else is demanded, one of those after a `?`.
"""

import re
from dataclasses import dataclass
from typing import Final, Self

TERM: Final = re.compile(r'\s*(?P<sign>[?-]?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
WORD: Final = re.compile(r"\w+")
FORMS: Final = {"{": "for JSON events", "[": "for events divided by spaces", "%": "with regular expressions"}
"""Other syntaxes, by their first character."""


class FilterPatternError(ValueError):
    """The pattern isn't one; the message is AWS's."""


@dataclass(frozen=True)
class FilterPattern:
    """A pattern's terms.

    Attributes:
        required: all of them must be there.
        excluded: none of them may be there.
        alternatives: one of them must be there, unless there are required ones.
    """

    required: tuple[str, ...]
    excluded: tuple[str, ...]
    alternatives: tuple[str, ...]

    @classmethod
    def parse(cls, pattern: str) -> Self:
        """Read a pattern; an empty one matches everything.

        Raises:
            FilterPatternError: a term needs quotes, or lacks one.
            NotImplementedError: it is of another syntax.
        """
        text = pattern.strip()
        if text[:1] in FORMS:
            raise NotImplementedError(f"CloudWatch Logs' filter patterns {FORMS[text[:1]]} are not emulated.")
        terms: dict[str, list[str]] = {"": [], "-": [], "?": []}
        position = 0
        while position < len(text):
            found = TERM.match(text, position)
            if found is None:
                raise FilterPatternError("Invalid filter pattern")
            terms[found["sign"]].append(_term(found))
            position = found.end()
        return cls(tuple(terms[""]), tuple(terms["-"]), tuple(terms["?"]))

    def matches(self, message: str) -> bool:
        """Whether a log event's message is meant."""
        if any(term in message for term in self.excluded):
            return False
        if self.required or not self.alternatives:
            return all(term in message for term in self.required)
        return any(term in message for term in self.alternatives)


def _term(found: re.Match[str]) -> str:
    word: str | None = found["word"]
    if word is None:
        return str(found["phrase"])
    if not WORD.fullmatch(word):
        raise FilterPatternError(f"Invalid character(s) in term '{word}'")
    return word
