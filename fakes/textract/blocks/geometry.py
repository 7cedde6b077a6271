"""Places on the page as Textract gives them: shares of the page's width and height."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin
from typing import Any

from fakes.textract.reading.page import Box, Page, Turn

_DIGITS = 7  # a thousandth of a pixel on the largest page


@dataclass(frozen=True)
class Frame:
    """Maps boxes on the upright page back to where they are on the original, turned and skewed page."""

    width: float
    height: float
    turn: Turn = 0
    skew: float = 0.0

    @classmethod
    def of(cls, page: Page) -> "Frame":
        """The frame of a page."""
        return cls(page.width, page.height, page.turn, page.skew)

    def geometry(self, box: Box) -> dict[str, Any]:
        """Textract's `Geometry`: the polygon, clockwise from where the text begins, and the upright box around it."""
        polygon = [_turned(x, y, self.turn) for x, y in self._corners(box)]
        xs, ys = zip(*polygon, strict=True)
        left, top = min(xs), min(ys)
        return {
            "BoundingBox": {
                "Width": round(max(xs) - left, _DIGITS),
                "Height": round(max(ys) - top, _DIGITS),
                "Left": left,
                "Top": top,
            },
            "Polygon": [{"X": x, "Y": y} for x, y in polygon],
        }

    def whole(self) -> dict[str, Any]:
        """The geometry of the page itself."""
        return Frame(1, 1).geometry(Box(0, 0, 1, 1))

    @cached_property
    def _direction(self) -> tuple[float, float]:
        """Cosine and sine of the skew: a page has a thousand corners."""
        angle = radians(self.skew)
        return cos(angle), sin(angle)

    def _corners(self, box: Box) -> Sequence[tuple[float, float]]:
        """As shares of the page, clockwise; most pages lie level."""
        if self.skew:
            places = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
            return [self._skewed(x, y) for x, y in places]
        left, right = _share(box.left, self.width), _share(box.right, self.width)
        top, bottom = _share(box.top, self.height), _share(box.bottom, self.height)
        return (left, top), (right, top), (right, bottom), (left, bottom)

    def _skewed(self, x: float, y: float) -> tuple[float, float]:
        cosine, sine = self._direction
        from_center_x, from_center_y = x - self.width / 2, y - self.height / 2
        original_x = self.width / 2 + from_center_x * cosine - from_center_y * sine
        original_y = self.height / 2 + from_center_x * sine + from_center_y * cosine
        return _share(original_x, self.width), _share(original_y, self.height)


def _turned(x: float, y: float, turn: Turn) -> tuple[float, float]:
    """Where a place goes when the page is turned clockwise."""
    match turn:
        case 90:
            x, y = 1 - y, x
        case 180:
            x, y = 1 - x, 1 - y
        case 270:
            x, y = y, 1 - x
    return round(x, _DIGITS), round(y, _DIGITS)


def _share(position: float, length: float) -> float:
    return min(1.0, max(0.0, position / length))
