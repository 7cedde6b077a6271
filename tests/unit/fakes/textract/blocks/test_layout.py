from fakes.textract.blocks.forms import find_pairs
from fakes.textract.blocks.layout import Kind, find_regions
from fakes.textract.blocks.lines import group_lines
from fakes.textract.blocks.tables import find_tables
from fakes.textract.reading.page import Box, Page, Word
from tests.unit.fakes.textract.pages import grid, page, words


def _regions(seen: Page) -> list[tuple[Kind, str]]:
    lines = group_lines(seen.words, seen.rules)
    regions = find_regions(seen, lines, find_tables(seen), find_pairs(lines, seen.check_boxes))
    return [(region.kind, " / ".join(line.text for line in region.lines)) for region in regions]


def test_a_page_is_sorted_into_what_a_reader_sees() -> None:
    title = Word("DEED", Box(250, 80, 340, 100), 99.0)
    printed = [
        title,
        *words("County: King", 50, 130),
        *words("LEGAL DESCRIPTION", 50, 180),
        *words("Lot 7 of the plat", 50, 210),
        *words("recorded in Volume 3.", 50, 224),
        *words("Taxes are prorated.", 50, 260),
        *words("Fee", 55, 305),
        *words("Amount", 205, 305),
        *words("Page 1 of 3", 250, 770),
    ]

    assert _regions(page(printed, grid([50, 200, 350], [300, 330]))) == [
        (Kind.TITLE, "DEED"),
        (Kind.KEY_VALUE, "County: King"),
        (Kind.SECTION_HEADER, "LEGAL DESCRIPTION"),
        (Kind.TEXT, "Lot 7 of the plat / recorded in Volume 3."),
        (Kind.TEXT, "Taxes are prorated."),
        (Kind.TABLE, "Fee / Amount"),
        (Kind.PAGE_NUMBER, "Page 1 of 3"),
    ]


def test_an_empty_page_has_no_regions() -> None:
    assert _regions(page([])) == []
