from fakes.textract.blocks.forms import find_pairs
from fakes.textract.blocks.layout import Kind, Region, find_regions
from fakes.textract.blocks.lines import group_lines
from fakes.textract.blocks.tables import find_tables
from fakes.textract.reading.page import Box, Page, Word
from tests.unit.fakes.textract.pages import grid, page, words


def _regions(seen: Page) -> list[tuple[Kind, str]]:
    lines = group_lines(seen.words, seen.rules)
    regions = find_regions(seen, lines, find_tables(seen, lines), find_pairs(seen, lines))
    return [(region.kind, _text(region)) for region in regions]


def _text(region: Region) -> str:
    return " / ".join([*(line.text for line in region.lines), *(_text(item) for item in region.items)])


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


def test_numbered_lines_are_a_list_and_what_stands_in_below_belongs_to_its_item() -> None:
    printed = [
        *words("The parties agree", 50, 100),
        *words("1. Taxes are prorated as of", 50, 125),
        *words("the settlement date", 65, 139),
        *words("2. Keys are handed over", 50, 153),
        *words("Nothing else was agreed", 50, 190),
    ]
    seen = page(printed)
    lines = group_lines(seen.words, [])

    before, listing, after = find_regions(seen, lines, (), ())

    assert (before.kind, listing.kind, after.kind) == (Kind.TEXT, Kind.LIST, Kind.TEXT)
    assert [_text(item) for item in listing.items] == [
        "1. Taxes are prorated as of / the settlement date",
        "2. Keys are handed over",
    ]
    assert {item.kind for item in listing.items} == {Kind.TEXT}


def test_one_numbered_line_is_no_list() -> None:
    assert _regions(page(words("1. Introduction", 50, 100))) == [(Kind.TEXT, "1. Introduction")]


def test_a_figure_takes_the_words_inside() -> None:
    seen = page([*words("Acme", 420, 150), *words("Dear client", 50, 300)], figures=[Box(400, 100, 500, 200)])

    assert _regions(seen) == [(Kind.FIGURE, "Acme"), (Kind.TEXT, "Dear client")]


def test_an_empty_page_has_no_regions() -> None:
    assert _regions(page([])) == []
