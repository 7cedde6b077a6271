from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from fakes.textract.blocks.grid import find_grids
from fakes.textract.blocks.merging import find_spans
from fakes.textract.reading.page import Box, Rule
from tests.unit.fakes.textract.pages import grid, page

EDGES = [100.0, 150.0, 200.0, 250.0]
segments = [
    Rule(direction, Box(a, b, a + 50, b + 1) if direction == "horizontal" else Box(b, a, b + 1, a + 50))
    for direction in ("horizontal", "vertical")
    for a in EDGES[:-1]
    for b in EDGES[1:-1]
]
frame = [*grid([100, 250], [100, 250])]


@given(st.lists(st.sampled_from(segments), unique=True, min_size=len(segments) // 2))
def test_merged_cells_are_rectangles_that_never_overlap(inner: list[Rule]) -> None:
    for found in find_grids(page([], [*frame, *inner])):
        spans = find_spans(found)

        assert all(not one.meets(other) for one, other in combinations(spans, 2))
        assert all(span.row_span * span.column_span > 1 for span in spans)


def test_a_full_grid_has_no_merged_cells() -> None:
    [found] = find_grids(page([], grid(EDGES, EDGES)))

    assert find_spans(found) == ()


def test_cells_merged_around_a_corner_become_their_rectangle() -> None:
    gone = [Rule("vertical", Box(150, 100, 151, 150)), Rule("horizontal", Box(100, 150, 150, 151))]
    [found] = find_grids(page([], [*frame, *(rule for rule in segments if rule not in gone)]))

    [span] = find_spans(found)

    assert (span.top, span.left, span.bottom, span.right) == (1, 1, 2, 2)
