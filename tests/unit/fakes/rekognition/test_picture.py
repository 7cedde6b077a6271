import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from fakes.rekognition.colours import dominant_colours
from fakes.rekognition.errors import (
    ImageTooLargeError,
    InvalidImageFormatError,
    InvalidParameterError,
    RekognitionError,
)
from fakes.rekognition.picture import load_picture
from fakes.rekognition.properties import render_properties
from fakes.rekognition.quality import measure
from tests.unit.fakes.rekognition import drawing

XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:subject><rdf:Bag>
<rdf:li>coffee cup</rdf:li><rdf:li>Salt &amp; pepper</rdf:li></rdf:Bag></dc:subject></x:xmpmeta>"""


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", InvalidImageFormatError),
        (b"GIF89a not a picture", InvalidImageFormatError),
        (drawing.png(drawing.circle())[:900], InvalidImageFormatError),
        (drawing.png(Image.new("L", (10_001, 90))), ImageTooLargeError),
        (drawing.png(Image.new("L", (79, 300))), InvalidParameterError),
    ],
    ids=["empty", "gif", "torn", "large", "small"],
)
def test_what_rekognition_does_not_take_is_refused(content: bytes, error: type[RekognitionError]) -> None:
    with pytest.raises(error):
        load_picture(content)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1", "I;16"])
def test_every_kind_of_pixel_becomes_a_colour(mode: str) -> None:
    picture = load_picture(drawing.png(Image.new(mode, (100, 90))))

    assert picture.pixels.shape == (90, 100, 3)


def test_keywords_come_from_the_file() -> None:
    exif = Image.Exif()
    exif[0x9C9E] = "sneaker;red;Coffee Cup".encode("utf-16-le")
    written = PngImagePlugin.PngInfo()
    written.add_text("Keywords", "poster, summer sale")

    assert load_picture(drawing.jpeg(drawing.plain(), exif=exif)).keywords == ("Sneaker", "Red", "Coffee Cup")
    assert load_picture(drawing.jpeg(drawing.plain(), xmp=XMP)).keywords == ("Coffee Cup", "Salt & Pepper")
    assert load_picture(drawing.png(drawing.plain(), pnginfo=written)).keywords == ("Poster", "Summer Sale")


def test_a_camera_held_sideways_is_no_obstacle() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    picture = load_picture(drawing.jpeg(drawing.plain(), exif=exif))

    assert picture.height > picture.width


def test_colours_have_names_and_shares() -> None:
    [white, red, *_] = dominant_colours(load_picture(drawing.png(drawing.circle())).pixels, 5)

    assert (white.hex, white.css, white.simple) == ("#ffffff", "white", "white")
    assert (red.hex, red.css, red.simple) == ("#ff0000", "red", "red")
    assert red.share == pytest.approx(3.14 * 100**2 / (640 * 480), abs=0.01)


@given(seed=st.integers(0, 1000), most=st.integers(0, 20))
def test_colours_are_as_many_as_asked_for_and_cover_no_more_than_everything(seed: int, most: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (20, 20, 3), dtype=np.uint8)

    colours = dominant_colours(pixels, most)

    assert len(colours) <= most
    assert sum(colour.share for colour in colours) <= 1.0001
    assert [colour.share for colour in colours] == sorted((colour.share for colour in colours), reverse=True)


def test_quality_tells_dark_from_bright_and_sharp_from_blurred() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (100, 100), dtype=np.uint8)
    dark = np.full((100, 100), 20, np.uint8)

    assert measure(dark).brightness < 10 < measure(noise).brightness
    assert measure(dark).sharpness == measure(dark).contrast == 0
    assert measure(noise).sharpness > 99


def test_a_subject_on_a_plain_ground_has_properties_of_its_own() -> None:
    properties = render_properties(load_picture(drawing.png(drawing.circle())), 3)

    assert properties["Foreground"]["DominantColors"][0]["SimplifiedColor"] == "red"
    assert properties["Background"]["DominantColors"][0]["SimplifiedColor"] == "white"
    assert "Foreground" not in render_properties(load_picture(drawing.png(drawing.landscape())), 3)
