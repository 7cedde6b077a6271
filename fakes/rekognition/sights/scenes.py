"""Landscapes by their colours: sky, sunset, grass, night."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from fakes.rekognition.picture import Picture
from fakes.rekognition.sighting import Sighting
from fakes.rekognition.sights.scale import confidence

_BLUE, _GREEN, _WARM = (95, 128), (35, 85), (2, 25)
"""Ranges of hue, 0 to 179."""

_SMOOTH, _ROUGH = 12.0, 6.0
"""Mean strength of edges (grey levels): below, a sky; above, something that grows."""

_FLAT = 8.0
"""Standard deviation of brightness below which a picture is a plain ground and no landscape."""

_DARK, _LIT = 60, 200


def see_scenes(picture: Picture) -> Iterator[Sighting]:
    """What the upper and the lower part of a picture look like, and how dark it is."""
    if picture.grey.std() < _FLAT:
        return
    roughness = np.abs(cv2.Laplacian(picture.grey, cv2.CV_64F))
    upper, lower = slice(0, picture.height // 3), slice(picture.height // 2, None)
    sky = _coloured(picture, _BLUE, (40, 200), 150)[upper]
    if roughness[upper].mean() < _SMOOTH:
        yield from _seen("Sky", sky, 0.6)
        yield from _seen("Sunset", _coloured(picture, _WARM, (110, 255), 120)[upper], 0.6)
    if roughness[lower].mean() > _ROUGH:
        yield from _seen("Grass", _coloured(picture, _GREEN, (60, 255), 40)[lower], 0.6)
    yield from _night(picture)


def _night(picture: Picture) -> Iterator[Sighting]:
    """Darkness with a few lights; a picture that is all black is no night."""
    if 0.0005 < float((picture.grey > _LIT).mean()) < 0.1:
        yield from _seen("Night", picture.grey < _DARK, 0.8)


def _seen(name: str, where: NDArray[np.bool_], threshold: float) -> Iterator[Sighting]:
    sure = confidence(float(where.mean()), threshold)
    if sure is not None:
        yield Sighting(name, sure)


def _coloured(picture: Picture, hues: tuple[int, int], saturations: tuple[int, int], value: int) -> NDArray[np.bool_]:
    hue, colourful, bright = (picture.hsv[..., part] for part in range(3))
    of_hue = (hue >= hues[0]) & (hue <= hues[1])
    of_saturation = (colourful >= saturations[0]) & (colourful <= saturations[1])
    return np.asarray(of_hue & of_saturation & (bright >= value), dtype=np.bool_)
