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


def _signed(thickness: int) -> Marks:
    """A wave over a rule, an emblem in a ring, and a line of text."""
    image = Image.new("L", (1000, 1000), 255)
    draw = ImageDraw.Draw(image)
    wave = [(100 + step, 200 + 15 * np.sin(step / 12)) for step in range(0, 200, 2)]
    draw.line(wave, fill=0, width=thickness)
    draw.line((90, 240, 400, 240), fill=0, width=2)
    draw.ellipse((600, 100, 720, 220), outline=0, width=2)
    draw.text((100, 400), "Susan K. Delgado, Notary Public", fill=0, font=ImageFont.load_default(22))
    return find_marks(np.asarray(image), DPI)


def test_a_long_thin_stroke_is_a_signature_and_print_is_not() -> None:
    [signature] = _signed(thickness=2).signatures

    assert (round(signature.box.left), round(signature.box.right)) == (100, 299)


def test_a_bar_is_no_signature() -> None:
    assert _signed(thickness=30).signatures == ()


def test_what_is_larger_than_any_letter_is_a_figure() -> None:
    [figure] = _signed(thickness=2).figures

    assert (figure.left, figure.top) == (600, 100)


def test_a_signature_is_no_writing() -> None:
    ink = ink_of(_signed(thickness=2).writing)

    assert not ink[:90].any()
    assert not ink[180:230, :400].any()
    assert ink[400:430].any()
