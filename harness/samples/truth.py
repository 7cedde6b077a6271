"""What a sample document is known to say, because the generator wrote it."""

from dataclasses import dataclass
from pathlib import Path

JsonValue = str | int | float | bool | None | list["JsonValue"] | dict[str, "JsonValue"]


@dataclass(frozen=True)
class KeyValue:
    """A printed `Label: value` pair; `key` carries no colon."""

    page: int
    key: str
    value: str


@dataclass(frozen=True)
class Span:
    """Cells that are one; rows and columns count from 1, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int

    def covers(self, row: int, column: int) -> bool:
        """Whether a cell belongs to it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True)
class Table:
    """A ruled table.

    Attributes:
        page: where it stands.
        rows: texts row by row, headers first. What a merged cell says stands in its first cell, the others are empty.
        spans: the merged cells.
        title: the line above it, if that is its title.
    """

    page: int
    rows: tuple[tuple[str, ...], ...]
    spans: tuple[Span, ...] = ()
    title: str | None = None


@dataclass(frozen=True)
class CheckBox:
    """A printed box with the label to its right."""

    page: int
    label: str
    checked: bool


@dataclass(frozen=True)
class Items:
    """A list, item by item, each beginning with its bullet or number."""

    page: int
    items: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """Something that the document answers, in its own words."""

    page: int
    text: str
    answer: str


@dataclass(frozen=True)
class Truth:
    """The ground truth of one document. Pages count from 1, as Textract's do.

    Attributes:
        words: the words of page n + 1 at index n, in reading order.
        key_values: printed pairs.
        tables: ruled tables.
        check_boxes: boxes with labels, outside of tables.
        fields: the values of the V1 property schema under its field names; none for a document of another kind.
        lists: lists.
        signatures: the pages that are signed, once for each signature.
        figures: the pages with pictures, once for each picture.
        questions: what can be asked.
    """

    words: tuple[tuple[str, ...], ...]
    key_values: tuple[KeyValue, ...]
    tables: tuple[Table, ...]
    check_boxes: tuple[CheckBox, ...]
    fields: dict[str, JsonValue]
    lists: tuple[Items, ...] = ()
    signatures: tuple[int, ...] = ()
    figures: tuple[int, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Sample:
    """A document on disk and what it says."""

    path: Path
    truth: Truth
