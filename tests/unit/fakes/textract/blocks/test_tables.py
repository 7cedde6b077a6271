from hypothesis import given
from hypothesis import strategies as st

from fakes.textract.blocks.tables import find_tables
from tests.unit.fakes.textract.pages import grid, page, words

edges = st.lists(st.integers(1, 9), min_size=1, max_size=6)


def test_words_fall_into_the_cells_they_stand_in() -> None:
    printed = [
        *words("Description", 55, 105),
        *words("Amount", 205, 105),
        *words("Recording fee", 55, 135),
        *words("$203.00", 205, 135),
    ]

    [table] = find_tables(page(printed, grid([50, 200, 350], [100, 130, 160])))

    texts = [(cell.row, cell.column, " ".join(word.text for word in cell.words)) for cell in table.cells]
    assert texts == [(1, 1, "Description"), (1, 2, "Amount"), (2, 1, "Recording fee"), (2, 2, "$203.00")]
    assert table.has_header


def test_a_first_row_with_figures_is_no_header() -> None:
    printed = [*words("Lot 7", 55, 105), *words("Block", 205, 105)]

    [table] = find_tables(page(printed, grid([50, 200, 350], [100, 130, 160])))

    assert not table.has_header


def test_a_frame_around_text_is_no_table() -> None:
    assert find_tables(page(words("NOTICE", 60, 110), grid([50, 350], [100, 130]))) == ()


def test_an_underlined_heading_is_no_table() -> None:
    underline = [rule for rule in grid([50, 350], [100, 130]) if rule.direction == "horizontal"]

    assert find_tables(page(words("DEED", 60, 90), underline)) == ()


def test_tables_apart_are_two_tables_from_top_to_bottom() -> None:
    rules = [*grid([50, 200, 350], [400, 430, 460]), *grid([50, 200, 350], [100, 130, 160])]

    first, second = find_tables(page([], rules))

    assert first.box.bottom < second.box.top


@given(edges, edges)
def test_a_grid_has_as_many_cells_as_rows_times_columns(widths: list[int], heights: list[int]) -> None:
    xs = [20 + 10 * sum(widths[:n]) for n in range(len(widths) + 1)]
    ys = [20 + 10 * sum(heights[:n]) for n in range(len(heights) + 1)]

    cells = [cell for table in find_tables(page([], grid(xs, ys))) for cell in table.cells]

    assert len(cells) == (0 if len(widths) == len(heights) == 1 else len(widths) * len(heights))
