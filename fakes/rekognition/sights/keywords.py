"""What the file itself says that can be seen."""

from collections.abc import Iterator

from fakes.rekognition.picture import Picture
from fakes.rekognition.sighting import Sighting

_FIRST, _STEP, _LEAST = 99.0, 0.5, 90.0


def see_keywords(picture: Picture) -> Iterator[Sighting]:
    """People write what matters most first."""
    for number, keyword in enumerate(picture.keywords):
        yield Sighting(keyword, max(_LEAST, _FIRST - _STEP * number))
