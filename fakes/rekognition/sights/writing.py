"""Pages: light paper with many small marks of one height in lines."""

from collections.abc import Iterator

import cv2
import numpy as np

from fakes.rekognition.picture import Picture
from fakes.rekognition.sighting import Sighting
from fakes.rekognition.sights.scale import confidence

_LIGHT, _PALE = 170, 60  # value and saturation of paper
_PAPER = 0.6
_MARKS = 60
_OF_ONE_HEIGHT = 0.5


def see_writing(picture: Picture) -> Iterator[Sighting]:
    """A page of text, if the picture is one."""
    paper = float(((picture.hsv[..., 2] > _LIGHT) & (picture.hsv[..., 1] < _PALE)).mean())
    if paper < _PAPER:
        return
    heights = _heights_of_marks(picture)
    if len(heights) < _MARKS:
        return
    usual = float(np.median(heights))
    alike = float((np.abs(heights - usual) <= max(1.5, usual / 2)).mean())
    sure = confidence(alike, _OF_ONE_HEIGHT)
    if sure is not None:
        yield Sighting("Text", sure)
        yield Sighting("Document", sure * 0.98)
        yield Sighting("Page", sure * 0.95)


def _heights_of_marks(picture: Picture) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    """Heights in pixels of dark specks that are neither dust nor pictures."""
    _, ink = cv2.threshold(picture.grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, _, statistics, _ = cv2.connectedComponentsWithStats(ink)
    heights = np.asarray(statistics[1:, cv2.CC_STAT_HEIGHT], dtype=np.int32)
    return heights[(heights >= 2) & (heights <= picture.height // 12)]
