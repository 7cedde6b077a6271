"""Finds out how a scanned page lies: which side is up, and by how much it is askew.

Letters stand on a baseline. Their lower edges therefore lie level, line by line, while their upper edges are spread
over capitals, small letters and those with a stroke upwards. Whichever edge of the letters lies most level is the
lower one, and the angle at which it does so is the skew.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fakes.textract.reading.bitmap import Bitmap, ink_of
from fakes.textract.reading.page import QUARTER_TURNS, Turn

MAX_SKEW = 5.0  # degrees; sheet feeders stay well under it
_STEP = 0.05  # degrees
_NO_SKEW = 0.1  # degrees; less does no harm
_LETTER_SIDES = (0.02, 0.35)  # inches, from a small i to a capital in a title
_BIN = 0.01  # inches; a baseline is as sharp as this
_FEW = 20  # letters; fewer tell nothing about a page
_CLEARLY = 1.05
"""How much more level another side must lie than the one that is up: capitals and figures are alike on both."""


@dataclass(frozen=True)
class Orientation:
    """How a page lies.

    Attributes:
        turn: by how much its text is turned clockwise.
        skew: degrees by which to turn the page anticlockwise, after undoing `turn`, so that its lines lie level.
    """

    turn: Turn
    skew: float


def measure_orientation(bitmap: Bitmap, dpi: float) -> Orientation:
    """Find out how a page lies; one with hardly any letters lies as it should.

    Args:
        bitmap: a scanned page without dust.
        dpi: its resolution in dots per inch.
    """
    letters = _letters(bitmap, dpi)
    if len(letters) < _FEW:
        return Orientation(0, 0.0)
    height, width = bitmap.shape
    sides = [(turn, _lower_edges(letters, turn, width, height)) for turn in QUARTER_TURNS]
    levels = {turn: _most_level(edges, dpi * _BIN) for turn, edges in sides}
    best = max(QUARTER_TURNS, key=lambda turn: levels[turn][0] * (_CLEARLY if turn == 0 else 1))
    skew = levels[best][1]
    return Orientation(best, skew if abs(skew) >= _NO_SKEW else 0.0)


def _letters(bitmap: Bitmap, dpi: float) -> NDArray[np.float64]:
    """Left, top, right and bottom of everything that is as large as a letter, one row each."""
    contours, _ = cv2.findContours(ink_of(bitmap), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = np.array([cv2.boundingRect(contour) for contour in contours], dtype=float).reshape(-1, 4)
    smallest, largest = (dpi * side for side in _LETTER_SIDES)
    fits = (boxes[:, 2:].min(axis=1) >= smallest) & (boxes[:, 2:].max(axis=1) <= largest)
    letters: NDArray[np.float64] = boxes[fits]
    letters[:, 2:] += letters[:, :2]
    return letters


def _lower_edges(letters: NDArray[np.float64], turn: Turn, width: int, height: int) -> NDArray[np.float64]:
    """The middles (x, y) of the lower edges, if the page's text were turned like this and the page turned back."""
    left, top, right, bottom = letters.T
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    edges = {
        0: (middle_x, bottom),
        90: (middle_y, width - left),
        180: (width - middle_x, height - top),
        270: (height - middle_y, right),
    }
    return np.stack(edges[turn], axis=1)


def _most_level(edges: NDArray[np.float64], bin_size: float) -> tuple[float, float]:
    """How level the edges lie at best (the higher, the more of them share a height), and at which angle."""
    angles = np.arange(-MAX_SKEW, MAX_SKEW + _STEP / 2, _STEP)
    best = max(angles, key=lambda angle: _levelness(edges, float(angle), bin_size))
    return _levelness(edges, float(best), bin_size), round(float(best), 2)


def _levelness(edges: NDArray[np.float64], angle: float, bin_size: float) -> float:
    turn = np.radians(angle)
    heights = edges[:, 1] * np.cos(turn) - edges[:, 0] * np.sin(turn)
    bins = ((heights - heights.min()) / bin_size).astype(int)
    return float(np.square(np.bincount(bins)).sum())
