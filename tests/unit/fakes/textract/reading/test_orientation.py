import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from fakes.textract.reading.bitmap import Bitmap, turned
from fakes.textract.reading.orientation import Orientation, measure_orientation
from fakes.textract.reading.page import QUARTER_TURNS, Turn

DPI = 150
TEXT = "The Grantors covenant that they are lawfully seized of the premises"


def _printed(lines: int = 12) -> Bitmap:
    image = Image.new("L", (1200, 1500), 255)
    draw = ImageDraw.Draw(image)
    for y in range(200, 200 + 80 * lines, 80):
        draw.text((100, y), TEXT, fill=0, font=ImageFont.load_default(30))
    return np.asarray(image)


@pytest.mark.parametrize("skew", [-3.3, -0.8, 0.0, 1.2, 4.0])
def test_the_skew_that_was_put_in_is_found(skew: float) -> None:
    found = measure_orientation(turned(_printed(), -skew), DPI)

    assert found.turn == 0
    assert found.skew == pytest.approx(skew, abs=0.1)


@pytest.mark.parametrize("turn", QUARTER_TURNS)
def test_whichever_side_is_up_is_found(turn: Turn) -> None:
    lying = np.rot90(turned(_printed(), 1.0), -turn // 90)

    found = measure_orientation(np.ascontiguousarray(lying), DPI)

    assert found.turn == turn
    assert found.skew == pytest.approx(-1.0, abs=0.1)


def test_an_empty_page_lies_as_it_should() -> None:
    assert measure_orientation(_printed(lines=0), DPI) == Orientation(0, 0.0)
