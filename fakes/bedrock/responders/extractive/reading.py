"""Reads a text into a document."""

import re
from dataclasses import dataclass, field
from itertools import groupby

from fakes.bedrock.responders.extractive.document import Document, Pair, Section, Table
from fakes.bedrock.responders.extractive.lines import Kind, split, split_labels

_RULE = re.compile(r"[|\s:=_*-]+")


@dataclass
class _Draft:
    """A section while it is being read."""

    heading: str | None = None
    pairs: list[Pair] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)

    def add(self, kind: Kind, lines: list[str]) -> None:
        """Take consecutive lines of one kind."""
        if kind is Kind.ROW:
            self.tables.extend(_tables(lines))
        elif kind is Kind.PAIR:
            self.pairs.extend(Pair(*labelled) for line in lines for labelled in split_labels(line))
        elif kind is Kind.PROSE:
            self.paragraphs.append(" ".join(lines))

    def finish(self) -> Section:
        """Freeze what was read."""
        return Section(self.heading, tuple(self.pairs), tuple(self.tables), tuple(self.paragraphs))


def read(text: str) -> Document:
    """Read a text with one line per printed line, `| a | b |` table rows and `--- page N ---` marks."""
    drafts = [_Draft()]
    for kind, group in groupby(split(text), key=lambda line: line.kind):
        lines = [line.text for line in group]
        if kind is Kind.HEADING:
            drafts.extend(_Draft(line.lstrip("# ")) for line in lines)
        else:
            drafts[-1].add(kind, lines)
    return Document(text, tuple(draft.finish() for draft in drafts))


def _tables(lines: list[str]) -> list[Table]:
    rows = [_cells(line) for line in lines if not _RULE.fullmatch(line)]
    return [Table(rows[0], tuple(rows[1:]))] if rows else []


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line[1:-1].split("|"))
