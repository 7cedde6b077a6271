"""Sorts a page's lines into the regions that a reader sees: titles, headings, paragraphs, lists, tables, figures."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from statistics import median

from fakes.textract.blocks.forms import Pair
from fakes.textract.blocks.lines import Line
from fakes.textract.blocks.lists import continues, follows, is_item
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
    FIGURE = "LAYOUT_FIGURE"
    LIST = "LAYOUT_LIST"
    TEXT = "LAYOUT_TEXT"


_ALONE = {Kind.PAGE_NUMBER, Kind.SECTION_HEADER}


@dataclass(frozen=True)
class Region:
    """Lines that belong together. A list holds its items and no lines of its own."""

    kind: Kind
    lines: tuple[Line, ...]
    box: Box
    items: tuple["Region", ...] = ()


def find_regions(
    page: Page, lines: Sequence[Line], tables: Sequence[Table], pairs: Sequence[Pair]
) -> tuple[Region, ...]:
    """Sort each line into one region; regions go from top to bottom."""
    figures = [box for box in page.figures if not any(table.box.holds(box) for table in tables)]
    areas = [(Kind.TABLE, table.box) for table in tables] + [(Kind.FIGURE, box) for box in figures]
    regions: list[Region] = []
    for kind, box in areas:
        taken = tuple(line for line in lines if box.holds(line.box))
        regions.append(Region(kind, taken, box))
        lines = [line for line in lines if line not in taken]
    lists = _lists(lines)
    listed = {line for region in lists for item in region.items for line in item.lines}
    regions += [*lists, *_text_regions(page, [line for line in lines if line not in listed], pairs)]
    return tuple(sorted(regions, key=lambda region: (region.box.top, region.box.left)))


def _lists(lines: Sequence[Line]) -> list[Region]:
    """Two items and more, one below the other."""
    runs: list[list[Region]] = []
    for item in _items(lines):
        if runs and follows(runs[-1][-1].box.bottom, item.lines[0]):
            runs[-1].append(item)
        else:
            runs.append([item])
    return [Region(Kind.LIST, (), union(*(item.box for item in run)), tuple(run)) for run in runs if len(run) > 1]


def _items(lines: Sequence[Line]) -> Iterator[Region]:
    for number, line in enumerate(lines):
        if is_item(line):
            item = [line]
            for after in lines[number + 1 :]:
                if is_item(after) or not continues(item, after):
                    break
                item.append(after)
            yield _region(Kind.TEXT, item)


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
