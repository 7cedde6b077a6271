"""Plain shapes: circles, triangles and rectangles that stand out from what is around them."""

from collections.abc import Iterator
from math import pi

import cv2

from fakes.rekognition.boxes import Box
from fakes.rekognition.picture import Picture
from fakes.rekognition.sighting import Sighting
from fakes.rekognition.sights.scale import confidence

_LEAST, _MOST = 0.01, 0.8
"""A shape's share of the picture."""

_FILLED = 0.9
"""Area over that of the smallest triangle, rectangle or circle around it; a regular octagon fills 0.9 of that."""


def see_shapes(picture: Picture) -> Iterator[Sighting]:
    """Every shape whose outline is closed."""
    edges = cv2.Canny(cv2.GaussianBlur(picture.grey, (5, 5), 0), 50, 150)
    closed = cv2.dilate(edges, None)
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for outline in outlines:
        area = float(cv2.contourArea(outline))
        if not _LEAST <= area / (picture.width * picture.height) <= _MOST:
            continue
        if named := _name(outline, area):
            name, sure = named
            left, top, width, height = cv2.boundingRect(outline)
            box = Box.of_pixels(left, top, width, height, picture.width, picture.height)
            yield Sighting(name, sure, box)


def _name(outline: cv2.typing.MatLike, area: float) -> tuple[str, float] | None:
    """The shape's name and confidence, if it has one."""
    length = float(cv2.arcLength(outline, closed=True))
    corners = len(cv2.approxPolyDP(outline, 0.04 * length, closed=True))
    if corners == 3:
        around, _ = cv2.minEnclosingTriangle(outline)
        sure, name = confidence(area / max(around, 1.0), _FILLED), "Triangle"
    elif corners == 4:
        _, (width, height), _ = cv2.minAreaRect(outline)
        sure, name = confidence(area / max(width * height, 1.0), _FILLED), "Rectangle"
    else:
        _, radius = cv2.minEnclosingCircle(outline)
        sure, name = confidence(area / (pi * radius**2), _FILLED), "Circle"
    return (name, sure) if sure is not None else None
