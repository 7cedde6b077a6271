"""Ink on paper: clean a scan of dust and turn it upright.

Bitmaps are arrays of height x width bytes, 0 for black and 255 for white; ink is 1 where a bitmap is dark.
"""

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from fakes.textract.reading.page import Box

Bitmap: TypeAlias = NDArray[np.uint8]

PAPER = 255
DARK = 160
"""Grey levels under this count as ink: thin lines that were drawn grey by smoothing must not vanish."""


def ink_of(bitmap: Bitmap) -> Bitmap:
    """1 where there is ink, else 0."""
    return (bitmap < DARK).astype(np.uint8)


def cut(bitmap: Bitmap, box: Box) -> Bitmap:
    """The part of a bitmap inside a box of pixels."""
    return bitmap[int(box.top) : int(box.bottom), int(box.left) : int(box.right)]


def without_dust(bitmap: Bitmap, dpi: float) -> Bitmap:
    """Remove grains: the tiniest everywhere, larger ones only where no print is near.

    A grain as large as a full stop may well be one when it stands beside a letter; a hundredth of an inch across is
    less than the full stops of 8-point print.

    Args:
        bitmap: a scanned page.
        dpi: its resolution in dots per inch.
    """
    tiny, small, near = (dpi / 100) ** 2, 3 * (dpi / 100) ** 2, round(dpi / 25)
    clean = bitmap.copy()
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink_of(bitmap), connectivity=8)
    areas = stats[:, cv2.CC_STAT_AREA]
    beside_print = _labels_near(labels, areas > small, near, count)
    grains = (areas <= tiny) | ((areas <= small) & ~beside_print)
    grains[0] = False  # label 0 is the paper
    clean[grains[labels]] = PAPER
    return clean


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
