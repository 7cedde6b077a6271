from hypothesis import given
from hypothesis import strategies as st

from fakes.textract.blocks.lines import group_lines
from fakes.textract.blocks.merging import Span
from fakes.textract.blocks.roles import Role, header_row, role_of
from fakes.textract.blocks.tables import Table, find_tables
from fakes.textract.reading.page import Box, CheckBox, Page, Rule
from tests.unit.fakes.textract.pages import grid, page, words


def _tables(seen: Page) -> tuple[Table, ...]:
    return find_tables(seen, group_lines(seen.words, seen.rules))


edges = st.lists(st.integers(1, 9), min_size=1, max_size=6)


def test_words_fall_into_the_cells_they_stand_in() -> None:
    printed = [
        *words("Description", 55, 105),
        *words("Amount", 205, 105),
        *words("Recording fee", 55, 135),
        *words("$203.00", 205, 135),
    ]

    [table] = _tables(page(printed, grid([50, 200, 350], [100, 130, 160])))

    texts = [(cell.row, cell.column, cell.text) for cell in table.cells]
    assert texts == [(1, 1, "Description"), (1, 2, "Amount"), (2, 1, "Recording fee"), (2, 2, "$203.00")]
    assert header_row(table) == 1


def test_a_first_row_with_figures_is_no_header() -> None:
    printed = [*words("Lot 7", 55, 105), *words("Block", 205, 105)]

    [table] = _tables(page(printed, grid([50, 200, 350], [100, 130, 160])))

    assert header_row(table) is None


def test_a_frame_around_text_is_no_table() -> None:
    assert _tables(page(words("NOTICE", 60, 110), grid([50, 350], [100, 130]))) == ()


def test_an_underlined_heading_is_no_table() -> None:
    underline = [rule for rule in grid([50, 350], [100, 130]) if rule.direction == "horizontal"]

    assert _tables(page(words("DEED", 60, 90), underline)) == ()


def test_tables_apart_are_two_tables_from_top_to_bottom() -> None:
    rules = [*grid([50, 200, 350], [400, 430, 460]), *grid([50, 200, 350], [100, 130, 160])]

    first, second = _tables(page([], rules))

    assert first.box.bottom < second.box.top


def test_the_line_above_a_table_is_its_title() -> None:
    rules = grid([50, 200, 350], [130, 160, 190])

    [titled] = _tables(page([*words("far above", 50, 20), *words("FEES", 50, 112)], rules))
    [untitled] = _tables(page(words("The fees are:", 50, 112), rules))

    assert titled.title is not None
    assert titled.title.text == "FEES"
    assert untitled.title is None


def _without(rules: list[Rule], *gone: Rule) -> list[Rule]:
    return [rule for rule in rules if rule not in gone]


def _merged() -> Table:
    """A title over two columns, headers, a section over two columns, and a total."""
    inner = Rule("vertical", Box(200, 100, 201, 250))
    pieces = [Rule("vertical", Box(200, top, 201, bottom)) for top, bottom in ((130, 160), (190, 250))]
    rules = [*_without(grid([50, 200, 350], [100, 130, 160, 190, 220, 250]), inner), *pieces]
    printed = [
        *words("Closing costs", 150, 110),
        *words("Item", 55, 140),
        *words("Amount", 205, 140),
        *words("Taxes", 55, 170),
        *words("Transfer", 55, 200),
        *words("$5.00", 205, 200),
        *words("Total", 55, 230),
        *words("$5.00", 205, 230),
    ]
    [table] = _tables(page(printed, rules))
    return table


def test_cells_that_no_rule_parts_are_merged() -> None:
    assert _merged().spans == (Span(1, 1, 1, 2), Span(3, 1, 3, 2))


def test_cells_have_roles() -> None:
    table = _merged()

    assert [role_of(table, table.row(number)[0]) for number in range(1, 6)] == [
        Role.TITLE,
        Role.HEADER,
        Role.SECTION,
        None,
        Role.SUMMARY,
    ]


def test_a_check_box_in_a_cell_belongs_to_it() -> None:
    square = CheckBox(Box(60, 105, 70, 115), checked=True, confidence=95.0)

    [table] = _tables(page([], grid([50, 200, 350], [100, 130, 160]), [square]))

    assert [cell.marks for cell in table.cells] == [(square,), (), (), ()]


@given(edges, edges)
def test_a_grid_has_as_many_cells_as_rows_times_columns(widths: list[int], heights: list[int]) -> None:
    xs = [20 + 10 * sum(widths[:n]) for n in range(len(widths) + 1)]
    ys = [20 + 10 * sum(heights[:n]) for n in range(len(heights) + 1)]

    cells = [cell for table in _tables(page([], grid(xs, ys))) for cell in table.cells]

    assert len(cells) == (0 if len(widths) == len(heights) == 1 else len(widths) * len(heights))
