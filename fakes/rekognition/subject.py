"""Tells a picture's subject from its ground, if the ground is plain: as in pictures of products."""

from dataclasses import dataclass

import cv2
import numpy as np

from fakes.rekognition.boxes import Box
from fakes.rekognition.picture import Picture
from fakes.rekognition.quality import Mask

_DIFFERENT = 25.0
"""Distance in Lab from the ground's colour."""

_PLAIN = 0.85
"""Share of the picture's border that has the ground's colour."""

_LEAST, _MOST = 0.01, 0.8
"""The subject's share of the picture."""


@dataclass(frozen=True)
class Subject:
    """What stands out. `mask` is height x width, true where it is."""

    mask: Mask
    box: Box


def find_subject(picture: Picture) -> Subject | None:
    """The largest thing in front of a plain ground; None if the ground isn't plain or there is nothing."""
    lab = picture.lab.astype(np.float32)
    border = np.concatenate([lab[0], lab[-1], lab[:, 0], lab[:, -1]])
    ground = np.median(border, axis=0)
    if (np.linalg.norm(border - ground, axis=1) < _DIFFERENT).mean() < _PLAIN:
        return None
    different = (np.linalg.norm(lab - ground, axis=2) >= _DIFFERENT).astype(np.uint8)
    count, parts, statistics, _ = cv2.connectedComponentsWithStats(different)
    if count < 2:
        return None
    largest = 1 + int(statistics[1:, cv2.CC_STAT_AREA].argmax())
    left, top, width, height, area = (int(number) for number in statistics[largest])
    if not _LEAST <= area / different.size <= _MOST:
        return None
    return Subject(parts == largest, Box.of_pixels(left, top, width, height, picture.width, picture.height))
