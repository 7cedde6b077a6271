"""Ink on paper: clean a scan of dust and turn it upright.

Bitmaps are arrays of height x width bytes, 0 for black and 255 for white; ink is 1 where a bitmap is dark.
"""

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Bitmap: TypeAlias = NDArray[np.uint8]

PAPER = 255
DARK = 160
"""Grey levels under this count as ink: thin lines that were drawn grey by smoothing must not vanish."""

MAX_SKEW = 5.0  # degrees; sheet feeders stay well under it
_SKEW_HEIGHT = 1000  # pixels; enough to measure an angle to a twentieth of a degree


def ink_of(bitmap: Bitmap) -> Bitmap:
    """1 where there is ink, else 0."""
    return (bitmap < DARK).astype(np.uint8)


def without_dust(bitmap: Bitmap, dpi: float) -> Bitmap:
    """Remove grains: the tiniest everywhere, larger ones only where no print is near.

    A grain as large as a full stop may well be one when it stands beside a letter.

    Args:
        bitmap: a scanned page.
        dpi: its resolution in dots per inch.
    """
    tiny, small, near = (dpi / 100) ** 2, 3 * (dpi / 100) ** 2, round(dpi / 25)
    clean = bitmap.copy()
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink_of(bitmap), connectivity=8)
    areas = stats[:, cv2.CC_STAT_AREA]
    beside_print = _labels_near(labels, areas > small, near, count)
    grains = (areas <= tiny / 2) | ((areas <= small) & ~beside_print)
    grains[0] = False  # label 0 is the paper
    clean[grains[labels]] = PAPER
    return clean


def measure_skew(bitmap: Bitmap) -> float:
    """The angle in degrees by which to turn the page anticlockwise so that its lines of text lie level."""
    factor = min(1.0, _SKEW_HEIGHT / bitmap.shape[0])
    small = cv2.resize(bitmap, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = ink_of(small.astype(np.uint8)).astype(np.float32)
    coarse = max(np.arange(-MAX_SKEW, MAX_SKEW + 0.1, 0.5), key=lambda angle: _levelness(ink, angle))
    fine = max(np.arange(coarse - 0.5, coarse + 0.51, 0.05), key=lambda angle: _levelness(ink, angle))
    return round(float(fine), 2)


def turned(bitmap: Bitmap, angle: float) -> Bitmap:
    """The page turned anticlockwise around its centre by `angle` degrees, in a frame of the same size."""
    height, width = bitmap.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    result = cv2.warpAffine(bitmap, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(PAPER,))
    return np.asarray(result, dtype=np.uint8)


def _labels_near(labels: NDArray[np.int32], chosen: NDArray[np.bool_], near: int, count: int) -> NDArray[np.bool_]:
    chosen[0] = False
    kernel = np.ones((2 * near + 1, 2 * near + 1), np.uint8)
    zone = cv2.dilate(chosen[labels].astype(np.uint8), kernel)
    found = np.zeros(count, dtype=bool)
    found[np.unique(labels[zone > 0])] = True
    return found


def _levelness(ink: NDArray[np.float32], angle: float) -> float:
    """Level lines make a profile of sharp steps: rows full of ink beside empty ones."""
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
    profile = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_NEAREST).sum(axis=1)
    return float(np.square(np.diff(profile)).sum())
