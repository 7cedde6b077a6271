import numpy as np
from PIL import Image, ImageDraw, ImageFont

from fakes.textract.reading.bitmap import ink_of
from fakes.textract.reading.marks import Marks, find_marks

DPI = 150


def _drawn() -> Marks:
    """A ruled box, an empty and a crossed square, and large letters that are none of these."""
    image = Image.new("L", (1000, 1000), 255)
    draw = ImageDraw.Draw(image)
    draw.rectangle((100, 100, 600, 200), outline=0, width=2)
    draw.rectangle((100, 300, 122, 322), outline=0, width=2)
    draw.rectangle((100, 400, 122, 422), outline=0, width=2)
    draw.line((100, 400, 122, 422), fill=0, width=2)
    draw.line((100, 422, 122, 400), fill=0, width=2)
    draw.text((200, 500), "DOBHE 08", fill=0, font=ImageFont.load_default(40))
    return find_marks(np.asarray(image), DPI)


def test_the_four_sides_of_a_box_are_rules() -> None:
    assert sorted(rule.direction for rule in _drawn().rules) == ["horizontal"] * 2 + ["vertical"] * 2


def test_squares_are_check_boxes_and_letters_are_not() -> None:
    assert [(box.box.top, box.checked) for box in _drawn().check_boxes] == [(300, False), (400, True)]


def test_only_writing_is_left() -> None:
    ink = ink_of(_drawn().writing)

    assert not ink[:450].any()
    assert ink[500:560].any()
