"""Tells the lines of a text apart: headings, label lines, table rows and prose."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a line is."""

    BLANK = auto()
    HEADING = auto()
    PAIR = auto()
    PROSE = auto()
    ROW = auto()


@dataclass(frozen=True)
class Line:
    """A logical line: what was wrapped over several printed lines is one."""

    kind: Kind
    text: str


_PAGE = re.compile(r"-{2,}\s*page\s+\d+(?:\s+of\s+\d+)?\s*-{2,}", re.IGNORECASE)
_ROW = re.compile(r"\|.*\|")
# Not a label: a time (`10:30`), a URL (`https://`), anything with a full stop that isn't the one of `No.`.
_PAIR = re.compile(r"(?P<label>[A-Za-z#](?:[^:.|]|No\.){0,60}):(?!//|\d)(?P<value>.*)")
# The label of a next column. Its first word may be capitalised because the value before it ends there: at least one
# word is left to that value.
_COLUMN = re.compile(r"(?<=\S)\s+(?:[A-Z][\w()/#-]*(?: [A-Z][\w()/#-]*){0,3}|No\.|#):\s")
_NUMBERED = re.compile(
    r"(?:#{1,6}\s|(?:section|article|part|exhibit)\s+\w+\b|[IVX]+\.\s|\d+(?:\.\d+)*[.)]\s)", re.IGNORECASE
)
_SMALL_WORDS = {"a", "an", "and", "as", "by", "for", "in", "of", "on", "or", "the", "to", "with"}
_LABEL_WORDS = 8
_HEADING_WORDS = 10
# Narrower columns than this are forms, whose lines end where their content does.
_WRAPPED = 60


def split(text: str) -> Iterator[Line]:
    """Cut a text into logical lines; page marks are dropped, a label alone takes the line that follows it."""
    pending = ""
    for logical in _unwrapped(line.strip() for line in text.splitlines()):
        line = Line(_kind(logical), logical)
        if pending and line.kind is not Kind.BLANK:
            taken = line.kind in {Kind.PROSE, Kind.HEADING}
            yield Line(Kind.PAIR, f"{pending} {logical}") if taken else Line(Kind.HEADING, pending.rstrip(": "))
            pending = ""
            if taken:
                continue
        if line.kind is Kind.PAIR and logical.endswith(":"):
            pending = logical
        else:
            yield line


def split_labels(line: str) -> Iterator[tuple[str, str]]:
    """Cut a form's line, which may have several columns, into its labels and values."""
    found = split_label(line)
    while found:
        label, value = found
        column = _COLUMN.search(value)
        if column is None:
            yield label, value
            return
        yield label, value[: column.start()].strip()
        found = split_label(value[column.start() :].strip())


def split_label(line: str) -> tuple[str, str] | None:
    """Cut `Label: value` in two, or return None when the line doesn't start with a label."""
    match = _PAIR.fullmatch(line)
    if match is None:
        return None
    label, words = match["label"].strip(), match["label"].split()
    most = _LABEL_WORDS if label[0].isupper() or label[0] == "#" else 2
    if len(words) > most or words[-1].lower() in {"follows", "wit"}:
        return None
    return label, match["value"].strip()


def _unwrapped(lines: Iterable[str]) -> Iterator[str]:
    """Join a printed line that fills its column with the one that continues it."""
    logical = last = ""
    for line in lines:
        if _PAGE.fullmatch(line):
            continue
        if _wraps(last) and _continues(last, line):
            logical = f"{logical} {line}"
        else:
            yield logical
            logical = line
        last = line
    yield logical


def _wraps(line: str) -> bool:
    return len(line) >= _WRAPPED and line[-1] not in ".:;|"


def _continues(last: str, line: str) -> bool:
    if not line or _ROW.fullmatch(line) or _NUMBERED.match(line):
        return False
    if _is_heading(line) and not (last.endswith(",") or last.split()[-1].islower()):
        return False
    labelled = split_label(line)
    return labelled is None or not labelled[1]


def _kind(line: str) -> Kind:
    if not line:
        return Kind.BLANK
    if _ROW.fullmatch(line):
        return Kind.ROW
    if split_label(line):
        return Kind.PAIR
    return Kind.HEADING if _is_heading(line) else Kind.PROSE


def _is_heading(line: str) -> bool:
    words = line.split()
    if len(words) > _HEADING_WORDS or line[-1] in ".,;:" or not any(map(str.isalpha, line)):
        return False
    if _NUMBERED.match(line):
        return True
    if any(map(str.isdigit, line)):
        return False
    return line.isupper() or (len(words) > 1 and _is_title(words))


def _is_title(words: list[str]) -> bool:
    return all(word.isalpha() and (word[0].isupper() or word in _SMALL_WORDS) for word in words)
