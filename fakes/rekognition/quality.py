"""How bright, sharp and rich in contrast a picture is: each 0 to 100, as Rekognition tells it.

The scales are ours; AWS doesn't document its own.
"""

from dataclasses import dataclass
from math import exp
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from fakes.rekognition.picture import Grey

Mask: TypeAlias = NDArray[np.bool_]
"""height x width."""

_SHARP = 400.0
"""Variance of the Laplacian of a picture that is fairly sharp."""


@dataclass(frozen=True)
class Quality:
    """Measures of a picture or a part of it."""

    brightness: float
    sharpness: float
    contrast: float


def measure(grey: Grey, mask: Mask | None = None) -> Quality:
    """Measure.

    Brightness is the mean; contrast the standard deviation, of which half the range is the most possible; sharpness
    grows with the variance of the Laplacian.

    Args:
        grey: height x width.
        mask: height x width, true where it counts; None is everywhere.
    """
    edges = np.asarray(cv2.Laplacian(grey, cv2.CV_64F))
    shades, changes = (grey, edges) if mask is None else (grey[mask], edges[mask])
    return Quality(
        brightness=float(shades.mean()) / 2.55,
        sharpness=100 * (1 - exp(-float(changes.var()) / _SHARP)),
        contrast=min(100.0, float(shades.std()) / 1.275),
    )
