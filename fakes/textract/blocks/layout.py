"""Sorts a page's lines into the regions that a reader sees: titles, headings, paragraphs, tables, feet."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from statistics import median

from fakes.textract.blocks.forms import Pair
from fakes.textract.blocks.lines import Line
from fakes.textract.blocks.tables import Table
from fakes.textract.reading.page import Box, Page, union

_HEAD, _FOOT = 0.05, 0.93  # shares of the page's height
_TITLE_SIZE = 1.25  # of the page's usual line height
_HEADING_WORDS = 8  # at most
_MIN_HEADING = 3  # characters; less is a stray mark
_PARAGRAPH_GAP = 0.75  # line heights between lines of one paragraph, at most
_FORM_GAP = 1.5  # the same for the lines of a form, which stand loosely
_PAGE_NUMBER = re.compile(r"(page\s+)?[-\s]*\d+[-\s]*((of|/)\s*\d+)?", re.IGNORECASE)


class Kind(Enum):
    """Kinds of regions, named as Textract's block types."""

    TITLE = "LAYOUT_TITLE"
    HEADER = "LAYOUT_HEADER"
    FOOTER = "LAYOUT_FOOTER"
    SECTION_HEADER = "LAYOUT_SECTION_HEADER"
    PAGE_NUMBER = "LAYOUT_PAGE_NUMBER"
    KEY_VALUE = "LAYOUT_KEY_VALUE"
    TABLE = "LAYOUT_TABLE"
    TEXT = "LAYOUT_TEXT"


_ALONE = {Kind.PAGE_NUMBER, Kind.SECTION_HEADER}


@dataclass(frozen=True)
class Region:
    """Lines that belong together."""

    kind: Kind
    lines: tuple[Line, ...]
    box: Box


def find_regions(
    page: Page, lines: Sequence[Line], tables: Sequence[Table], pairs: Sequence[Pair]
) -> tuple[Region, ...]:
    """Sort each line into one region; regions go from top to bottom."""
    tabular = [_table_region(table, lines) for table in tables]
    taken = {line for region in tabular for line in region.lines}
    free = [line for line in lines if line not in taken]
    regions = [*tabular, *_text_regions(page, free, pairs)]
    return tuple(sorted(regions, key=lambda region: (region.box.top, region.box.left)))


def _table_region(table: Table, lines: Sequence[Line]) -> Region:
    return Region(Kind.TABLE, tuple(line for line in lines if table.box.holds(line.box)), table.box)


def _text_regions(page: Page, lines: Sequence[Line], pairs: Sequence[Pair]) -> Iterator[Region]:
    if not lines:
        return
    usual = median(line.box.height for line in lines)
    form_words = {word for pair in pairs for word in (*pair.key, *pair.value)}
    kinds = [_kind(page, line, usual, form_words) for line in lines]
    run = [lines[0]]
    for (before, after), line in zip(pairwise(kinds), lines[1:], strict=True):
        if before is not after or before in _ALONE or _apart(before, run, line):
            yield _region(before, run)
            run = []
        run.append(line)
    yield _region(kinds[-1], run)


def _region(kind: Kind, lines: Sequence[Line]) -> Region:
    return Region(kind, tuple(lines), union(*(line.box for line in lines)))


def _kind(page: Page, line: Line, usual: float, form_words: Collection[object]) -> Kind:
    if line.box.center_y > _FOOT * page.height or line.box.center_y < _HEAD * page.height:
        return _margin_kind(page, line)
    if line.words[0] in form_words:
        return Kind.KEY_VALUE
    heading = _can_head(line)
    if heading and line.box.height > _TITLE_SIZE * usual:
        return Kind.TITLE
    return Kind.SECTION_HEADER if heading and line.text.isupper() else Kind.TEXT


def _can_head(line: Line) -> bool:
    short = len(line.words) <= _HEADING_WORDS and len(line.text) >= _MIN_HEADING
    return short and not line.text.endswith((".", ",", ";", ":"))


def _margin_kind(page: Page, line: Line) -> Kind:
    if _PAGE_NUMBER.fullmatch(line.text):
        return Kind.PAGE_NUMBER
    return Kind.HEADER if line.box.center_y < page.height / 2 else Kind.FOOTER


def _apart(kind: Kind, run: Sequence[Line], line: Line) -> bool:
    """Whether a gap as between paragraphs lies above the line."""
    last = run[-1].box
    if line.box.center_y - last.center_y < 0.5 * last.height:
        return False  # the same row of a form
    gap = _FORM_GAP if kind is Kind.KEY_VALUE else _PARAGRAPH_GAP
    return line.box.top - last.bottom > gap * last.height
