"""V2: everything labelled and every table, in the sections that the model sees."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from textract_processor.domain.blocks import NOT_SELECTED, SELECTED, KeyValue, Page, Table

KeyT = TypeVar("KeyT")
Value = str | float | bool | None

UNGROUPED: Final = "Other content"
TYPE_PATTERNS: Final = {
    "boolean": re.compile(r"yes|no", re.IGNORECASE),
    "money": re.compile(r"[$€£]\s?[\d,]+(\.\d\d)?"),
    "date": re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}"),
    "number": re.compile(r"[\d,]+(\.\d+)?"),
}


@dataclass(frozen=True)
class FoundField:
    """A labelled value; `type` is one of V2's types."""

    name: str
    value: Value
    type: str


@dataclass(frozen=True)
class FoundTable:
    """A table as texts."""

    title: str | None
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Section:
    """What stands under one heading."""

    title: str
    fields: tuple[FoundField, ...]
    tables: tuple[FoundTable, ...]


def read_sections(answer: Mapping[str, Any], pages: Sequence[Page]) -> list[Section]:
    """The model's sections (valid by `v2_answer.json`), and what Textract found that the model left out."""
    sections = [_section(section) for section in answer["sections"]]
    rest = _rest(sections, pages)
    return [*sections, rest] if rest.fields or rest.tables else sections


def _section(section: Mapping[str, Any]) -> Section:
    return Section(
        section["title"],
        tuple(FoundField(field["name"], _unmarked(field["value"]), field["type"]) for field in section["fields"]),
        tuple(FoundTable(**table) for table in section["tables"]),
    )


def _rest(sections: Iterable[Section], pages: Sequence[Page]) -> Section:
    """Every pair and table is promised, however long the document: the model's answer has a limit."""
    sections = list(sections)
    known_names = Counter(normal(field.name) for section in sections for field in section.fields)
    known_tables = Counter(_cells(table.headers, *table.rows) for section in sections for table in section.tables)
    pairs = (pair for page in pages for pair in page.key_values if pair.label)
    tables = (table for page in pages for table in page.tables if table.rows)
    return Section(
        UNGROUPED,
        tuple(_field(pair) for pair in pairs if not _take(known_names, normal(pair.label))),
        tuple(_table(table) for table in tables if not _take(known_tables, _cells(*table.texts))),
    )


def _take(known: Counter[KeyT], key: KeyT) -> bool:
    """Use up one of the known things: a label that occurs twice has to be known twice."""
    is_known = known[key] > 0
    known[key] -= 1
    return is_known


def _field(pair: KeyValue) -> FoundField:
    text = pair.content
    if text in (SELECTED, NOT_SELECTED):
        return FoundField(pair.label, _unmarked(text), "boolean")
    kinds = (kind for kind, pattern in TYPE_PATTERNS.items() if pattern.fullmatch(text))
    return FoundField(pair.label, text or None, next(kinds, "text"))


def _unmarked(value: Value) -> Value:
    """A check box's mark as what it means."""
    return {SELECTED: True, NOT_SELECTED: False}.get(value, value) if isinstance(value, str) else value


def _table(table: Table) -> FoundTable:
    rows = table.texts
    headers, body = (rows[0], rows[1:]) if table.has_headers else ([], rows)
    return FoundTable(None, headers, body)


def _cells(*rows: Sequence[str]) -> tuple[str, ...]:
    """A table's content as a key: its cells in order, whichever row is called the header."""
    return tuple(normal(cell) for row in rows for cell in row if cell.strip())


def normal(text: str) -> str:
    """Letters and digits only, without case."""
    return "".join(character for character in text.casefold() if character.isalnum())
