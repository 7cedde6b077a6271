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
class Table:
    """A ruled table, row by row, headers first."""

    page: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class CheckBox:
    """A printed box with the label to its right."""

    page: int
    label: str
    checked: bool


@dataclass(frozen=True)
class Truth:
    """The ground truth of one document. Pages count from 1, as Textract's do.

    `words[n]` are the words of page n + 1 in the order they were printed; `fields` holds the values of the
    V1 property schema under its field names.
    """

    words: tuple[tuple[str, ...], ...]
    key_values: tuple[KeyValue, ...]
    tables: tuple[Table, ...]
    check_boxes: tuple[CheckBox, ...]
    fields: dict[str, JsonValue]


@dataclass(frozen=True)
class Sample:
    """A document on disk and what it says."""

    path: Path
    truth: Truth
