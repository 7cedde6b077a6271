"""A document as its reader sees it: headings with statements, tables and prose under them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """A label and what stands beside it, as in `County: Sangamon`."""

    label: str
    value: str


@dataclass(frozen=True)
class Table:
    """Rows of cells; the first row that was read stands as the header, though a form's table has none."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def is_form(self) -> bool:
        """Tell whether the first row is a label and its value: names of columns have no digits."""
        return len(self.headers) == 2 and any(map(str.isdigit, self.headers[1]))

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Rows of a two-column table, read as labels and values."""
        rows = (self.headers, *self.rows) if self.is_form else self.rows
        return tuple(Pair(row[0], row[1]) for row in rows if len(row) == 2 and all(row))


@dataclass(frozen=True)
class Section:
    """What stands under one heading; the text before the first heading has the heading None."""

    heading: str | None
    pairs: tuple[Pair, ...] = ()
    tables: tuple[Table, ...] = ()
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole text, read once."""

    text: str
    sections: tuple[Section, ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every label with its value, in order."""
        return tuple(pair for section in self.sections for pair in section.pairs)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in order."""
        return tuple(table for section in self.sections for table in section.tables)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Running text, each paragraph on one line, in order."""
        return tuple(text for section in self.sections for text in section.paragraphs)

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings, in order."""
        return tuple(section.heading for section in self.sections if section.heading)
