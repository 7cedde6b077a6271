import pytest
from PIL import Image

from fakes.rekognition.labels import labels_of
from fakes.rekognition.picture import load_picture
from fakes.rekognition.sights import look_at
from tests.unit.fakes.rekognition import drawing


def _labels(image: Image.Image) -> dict[str, float]:
    seen = labels_of(look_at(load_picture(drawing.png(image))))
    return {label.name: label.confidence for label in seen}


@pytest.mark.parametrize(
    ("image", "names"),
    [
        (drawing.circle(), {"Circle"}),
        (drawing.triangle_and_rectangle(), {"Triangle", "Rectangle"}),
        (drawing.landscape(), {"Sky", "Grass", "Plant", "Nature", "Outdoors"}),
        (drawing.sunset(), {"Sunset", "Sky", "Nature", "Outdoors"}),
        (drawing.night(), {"Night", "Nature", "Outdoors"}),
        (drawing.page(), {"Text", "Document", "Page"}),
    ],
    ids=["circle", "shapes", "landscape", "sunset", "night", "page"],
)
def test_a_picture_is_labelled_by_what_is_on_it(image: Image.Image, names: set[str]) -> None:
    labels = _labels(image)

    assert labels.keys() == names
    assert all(55 <= confidence <= 100 for confidence in labels.values())


@pytest.mark.parametrize("colour", ["white", "black", "navy", "skyblue", "green", "orange"])
def test_where_nothing_is_nothing_is_seen(colour: str) -> None:
    assert _labels(drawing.plain(colour)) == {}


def test_noise_is_nothing() -> None:
    assert _labels(Image.effect_noise((640, 480), 80).convert("RGB")) == {}


def test_things_are_seen_where_they_are() -> None:
    [circle] = look_at(load_picture(drawing.png(drawing.circle())))

    assert circle.box is not None
    assert (circle.box.left, circle.box.top) == pytest.approx((220 / 640, 140 / 480), abs=0.01)
    assert (circle.box.width, circle.box.height) == pytest.approx((200 / 640, 200 / 480), abs=0.02)


def test_a_qr_code_is_found() -> None:
    sightings = {sighting.name: sighting for sighting in look_at(load_picture(drawing.png(drawing.qr_code())))}

    box = sightings["QR Code"].box
    assert box is not None
    assert 0.25 < box.left < 0.36


def test_the_larger_picture_shows_the_same() -> None:
    image = drawing.triangle_and_rectangle()

    assert _labels(image.resize((1920, 1440))).keys() == _labels(image).keys()
