import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.textract.blocks.geometry import Frame
from fakes.textract.reading.page import QUARTER_TURNS, Box, Turn


def test_places_are_shares_of_the_page() -> None:
    geometry = Frame(600, 800).geometry(Box(60, 80, 120, 160))

    assert geometry["BoundingBox"] == pytest.approx({"Left": 0.1, "Top": 0.1, "Width": 0.1, "Height": 0.1})
    assert geometry["Polygon"][0] == {"X": 0.1, "Y": 0.1}
    assert geometry["Polygon"][2] == {"X": 0.2, "Y": 0.2}


def test_a_skewed_page_has_skewed_polygons() -> None:
    """A page that had to be turned anticlockwise falls to the right: its right side lies lower on the original."""
    [left, right, *_] = Frame(600, 800, skew=2.0).geometry(Box(100, 400, 500, 410))["Polygon"]

    assert right["Y"] > left["Y"]


@pytest.mark.parametrize(("turn", "corner"), [(0, (0.1, 0.2)), (90, (0.8, 0.1)), (180, (0.9, 0.8)), (270, (0.2, 0.9))])
def test_on_a_turned_page_a_polygon_begins_where_the_text_begins(turn: Turn, corner: tuple[float, float]) -> None:
    polygon = Frame(600, 800, turn).geometry(Box(60, 160, 300, 180))["Polygon"]

    assert (polygon[0]["X"], polygon[0]["Y"]) == pytest.approx(corner)


@given(
    st.sampled_from(QUARTER_TURNS),
    st.floats(-5, 5),
    st.floats(0, 500),
    st.floats(0, 700),
    st.floats(0.1, 99),
    st.floats(0.1, 99),
)
def test_every_place_is_on_the_page(turn: Turn, skew: float, x: float, y: float, width: float, height: float) -> None:
    geometry = Frame(600, 800, turn, skew).geometry(Box(x, y, x + width, y + height))

    box = geometry["BoundingBox"]
    assert 0 <= box["Left"] <= box["Left"] + box["Width"] <= 1 + 1e-6
    assert 0 <= box["Top"] <= box["Top"] + box["Height"] <= 1 + 1e-6
    assert all(0 <= point[axis] <= 1 for point in geometry["Polygon"] for axis in "XY")
