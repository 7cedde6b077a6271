from hypothesis import given
from hypothesis import strategies as st

from fakes.textract.blocks.lines import group_lines
from fakes.textract.reading.page import Box, Word
from tests.unit.fakes.textract.pages import grid, words

boxes = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h), *[st.floats(0, 500)] * 2, st.floats(1, 99), st.floats(4, 30)
)
scattered = st.lists(st.builds(Word, st.text("abc", min_size=1), boxes, st.just(90.0)), unique=True)


def test_words_side_by_side_make_a_line_whatever_their_order() -> None:
    [line] = group_lines(reversed(words("made this 5th of March", 50, 100)), [])

    assert line.text == "made this 5th of March"


def test_a_wide_gap_ends_a_line() -> None:
    lines = group_lines([*words("left column", 50, 100), *words("right column", 300, 100)], [])

    assert [line.text for line in lines] == ["left column", "right column"]


def test_a_vertical_rule_ends_a_line_however_near_the_words_are() -> None:
    printed = words("Lot Block", 50, 100)

    lines = group_lines(printed, grid([40, 67, 200], [90, 120]))

    assert [line.text for line in lines] == ["Lot", "Block"]


def test_lines_go_down_the_page() -> None:
    lines = group_lines([*words("second", 50, 130), *words("first", 60, 100)], [])

    assert [line.text for line in lines] == ["first", "second"]


@given(scattered)
def test_each_word_is_in_exactly_one_line(printed: list[Word]) -> None:
    lines = group_lines(printed, [])

    placed = [word for line in lines for word in line.words]
    assert len(placed) == len(printed)
    assert set(placed) == set(printed)
