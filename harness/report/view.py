"""What the page shows of one document, ready to be printed by a template that decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from harness.errors import HarnessError
from harness.report.boxes import BlockMap, Box
from harness.report.pictures import NotAPictureError, PagePicture, Pictures, draw_pages
from harness.report.sections import Section, read_sections
from harness.report.timeline import Segment, segments
from harness.submit.fields import Field, label_of
from harness.submit.outputs import RAW, V2
from harness.submit.summary import DocumentResult


@dataclass(frozen=True)
class FieldView:
    """A field, its number in the document (shared with its boxes), and where it was found."""

    number: int
    label: str
    field: Field
    boxes: list[Box]

    def boxes_on(self, page: int) -> list[Box]:
        """Its boxes on one page."""
        return [box for box in self.boxes if box.page == page]


@dataclass(frozen=True)
class OutputView:
    """One output: its `s3://` address, and the copy beside the page, or None when it couldn't be read."""

    name: str
    address: str
    copy: str | None


@dataclass(frozen=True)
class DocumentView:
    """One document on the page. `no_picture` says why there are no pages; `faults` what else is missing and why."""

    number: int
    result: DocumentResult
    pages: list[PagePicture]
    page_count: int
    no_picture: str
    fields: list[FieldView]
    sections: list[Section]
    segments: list[Segment]
    outputs: list[OutputView]
    faults: list[str]

    @property
    def name(self) -> str:
        """The file's name."""
        return Path(self.result.file).name

    @property
    def found(self) -> int:
        """How many fields the document states."""
        return sum(bool(view.field.text) for view in self.fields)


def view_of(
    number: int, result: DocumentResult, contents: Mapping[str, bytes], copies: Mapping[str, str], faults: list[str]
) -> DocumentView:
    """Put together what the page shows of a document.

    Args:
        number: its place on the page, from 1.
        contents: its outputs, by name; those that couldn't be read are missing.
        copies: address of each output's copy, relative to the page, by name.
        faults: why outputs are missing.
    """
    faults = list(faults)
    fields = _fields(result, contents, faults)
    pictures, no_picture = _pictures(Path(result.file), fields)
    return DocumentView(
        number=number,
        result=result,
        pages=pictures.pages,
        page_count=pictures.page_count,
        no_picture=no_picture,
        fields=fields,
        sections=_sections(contents, faults),
        segments=segments(result.timings),
        outputs=[OutputView(name, address, copies.get(name)) for name, address in result.outputs.items()],
        faults=faults,
    )


def _fields(result: DocumentResult, contents: Mapping[str, bytes], faults: list[str]) -> list[FieldView]:
    blocks = BlockMap([])
    try:
        blocks = BlockMap.read(contents[RAW]) if RAW in contents else blocks
    except HarnessError as error:
        faults.append(error.message)
    return [
        FieldView(number, label_of(name), field, blocks.boxes_of(field.block_ids))
        for number, (name, field) in enumerate(result.fields.items(), start=1)
    ]


def _pictures(path: Path, fields: list[FieldView]) -> tuple[Pictures, str]:
    wanted = {box.page for view in fields for box in view.boxes}
    try:
        return draw_pages(path, wanted), ""
    except NotAPictureError as error:
        return Pictures([], 0), str(error)


def _sections(contents: Mapping[str, bytes], faults: list[str]) -> list[Section]:
    try:
        return read_sections(contents[V2]) if V2 in contents else []
    except HarnessError as error:
        faults.append(error.message)
        return []
