import numpy as np
import pytest
from PIL import Image, ImageDraw

from fakes.textract.reading.bitmap import Bitmap, ink_of, measure_skew, turned, without_dust

DPI = 300


def _printed() -> Bitmap:
    """Ten lines of dashes, as text looks from afar."""
    image = Image.new("L", (1200, 1500), 255)
    draw = ImageDraw.Draw(image)
    for y in range(200, 1200, 100):
        for x in range(100, 1000, 60):
            draw.rectangle((x, y, x + 40, y + 30), fill=0)
    return np.asarray(image)


def test_dust_goes_and_a_full_stop_beside_a_letter_stays() -> None:
    page = np.full((400, 400), 255, np.uint8)
    page[100:140, 100:130] = 0  # a letter
    page[135:140, 136:141] = 0  # its full stop
    page[300:305, 300:305] = 0  # as large, but alone
    page[120:122, 140:142] = 0  # a grain beside the letter

    clean = ink_of(without_dust(page, DPI))

    assert clean[100:140, 100:130].all()
    assert clean[135:140, 136:141].all()
    assert not clean[300:305, 300:305].any()
    assert not clean[120:122, 140:142].any()


@pytest.mark.parametrize("skew", [-3.3, -0.8, 0.0, 1.2, 4.0])
def test_the_skew_that_was_put_in_is_found(skew: float) -> None:
    assert measure_skew(turned(_printed(), -skew)) == pytest.approx(skew, abs=0.1)
