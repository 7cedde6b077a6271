"""The dominant colours of a picture, with the names that people give them."""

from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ImageColor

from fakes.rekognition.picture import Pixels

_SAME = 22.0
"""Distance in Lab below which two colours count as one."""

_CSS = tuple((name, ImageColor.getrgb(name)[:3]) for name in ImageColor.colormap)

_SIMPLE = tuple(
    (name, ImageColor.getrgb(shade)[:3])
    for name, shade in {
        "black": "#000000",
        "white": "#ffffff",
        "grey": "#808080",
        "red": "#e02020",
        "orange": "#ff8c00",
        "yellow": "#f5e642",
        "green": "#2e9b3a",
        "blue": "#2a5bd7",
        "purple": "#7d3fb5",
        "pink": "#ff8fc0",
        "brown": "#7a4a22",
    }.items()
)
"""The eleven basic colour terms of English, each with a typical shade."""


Named: TypeAlias = tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Colour:
    """A colour and its share of the pixels, 0 to 1."""

    red: int
    green: int
    blue: int
    share: float

    @property
    def hex(self) -> str:
        """As `#rrggbb`."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def css(self) -> str:
        """The nearest colour that CSS has a name for."""
        return _nearest(self, _CSS)

    @property
    def simple(self) -> str:
        """The nearest of a dozen colours."""
        return _nearest(self, _SIMPLE)


def dominant_colours(pixels: Pixels, most: int) -> list[Colour]:
    """Find the colours that cover most of the pixels.

    Args:
        pixels: n x 3 or height x width x 3.
        most: at most so many colours.

    Returns:
        Colours by falling share; shades that people take for one are one.
    """
    flat = pixels.reshape(-1, 3)
    _, bins, counts = np.unique((flat >> 4).astype(np.int32) @ (256, 16, 1), return_inverse=True, return_counts=True)
    shades = np.stack([np.bincount(bins, weights=flat[:, part]) / counts for part in range(3)], axis=1)
    lab = _lab(shades)
    groups: list[Colour] = []
    left = counts.astype(np.float64)
    while len(groups) < most and left.any():
        near = (np.linalg.norm(lab - lab[left.argmax()], axis=1) < _SAME) & (left > 0)
        red, green, blue = np.average(shades[near], axis=0, weights=left[near]).round().astype(int)
        groups.append(Colour(int(red), int(green), int(blue), float(left[near].sum() / len(flat))))
        left[near] = 0
    return sorted(groups, key=lambda colour: -colour.share)


def _lab(shades: NDArray[np.float64]) -> NDArray[np.float32]:
    converted = cv2.cvtColor(shades.reshape(-1, 1, 3).astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    return np.asarray(converted, dtype=np.float32).reshape(-1, 3)


def _nearest(colour: Colour, named: Named) -> str:
    names, palette = _palette(named)
    own = _lab(np.array([[colour.red, colour.green, colour.blue]], dtype=np.float64))
    return names[int(np.linalg.norm(palette - own, axis=1).argmin())]


@cache
def _palette(named: Named) -> tuple[list[str], NDArray[np.float32]]:
    shades = np.array([shade for _, shade in named], dtype=np.float64)
    return [name for name, _ in named], _lab(shades)
