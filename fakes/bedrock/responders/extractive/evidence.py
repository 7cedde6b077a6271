"""Everything a document states, labelled, and which statements answer to what is wanted."""

from collections.abc import Iterator
from dataclasses import dataclass

from fakes.bedrock.responders.extractive.document import Document
from fakes.bedrock.responders.extractive.prose import sayings
from fakes.bedrock.responders.extractive.wanted import Wanted

# A label beats a table, a table beats prose, and a heading only says what the document is.
_LABEL, _FORM, _PROSE, _HEADING = 1.0, 0.97, 0.9, 0.7
_ENOUGH = 0.5


@dataclass(frozen=True)
class Statement:
    """A value and what it could be called.

    Attributes:
        labels: its names.
        value: the text as it stands in the document.
        trust: how sure it is that the names are right, 0 to 1.
        listed: it is one of a table's column, and so never the single value of something.
    """

    labels: tuple[str, ...]
    value: str
    trust: float
    listed: bool = False


def statements(document: Document) -> tuple[Statement, ...]:
    """Collect what the document states, the most trusted kinds first; what is said again is said once."""
    return tuple(dict.fromkeys((*_labelled(document), *_columns(document), *_said(document))))


def about(wanted: Wanted, stated: tuple[Statement, ...], listed: bool = False) -> list[list[str]]:
    """Group the values that answer to what is wanted, the best group first; a group's values are equally good.

    Args:
        wanted: the property.
        stated: all statements.
        listed: cells of a table's column count too.
    """
    groups: dict[float, list[str]] = {}
    for statement in stated:
        score = max(map(wanted.match, statement.labels)) * statement.trust
        if score >= _ENOUGH * statement.trust and statement.listed <= listed:
            groups.setdefault(score, []).append(statement.value)
    return [groups[score] for score in sorted(groups, reverse=True)]


def _labelled(document: Document) -> Iterator[Statement]:
    for pair in document.pairs:
        yield Statement((pair.label,), pair.value, _LABEL)
    for table in document.tables:
        for pair in table.pairs:
            yield Statement((pair.label,), pair.value, _FORM)


def _columns(document: Document) -> Iterator[Statement]:
    for table in document.tables:
        for row in () if table.is_form else table.rows:
            for header, cell in zip(table.headers, row, strict=False):
                yield Statement((header,), cell, _FORM, listed=len(table.rows) > 1)


def _said(document: Document) -> Iterator[Statement]:
    for rule, value in sayings(document):
        yield Statement(rule.labels, value, _PROSE)
    for heading in document.headings[:1]:
        yield Statement(("document type", "document title", "title"), heading, _HEADING)
