"""QR codes."""

from collections.abc import Iterator

import cv2
import numpy as np

from fakes.rekognition.boxes import Box
from fakes.rekognition.picture import Picture
from fakes.rekognition.sighting import Sighting

_SURE = 99.0


def see_codes(picture: Picture) -> Iterator[Sighting]:
    """Every QR code, whether it can be decoded or not."""
    found, corners = cv2.QRCodeDetector().detectMulti(picture.grey)
    for code in corners if found else ():
        left, top = np.clip(code.min(axis=0), 0, (picture.width, picture.height))
        right, bottom = np.clip(code.max(axis=0), 0, (picture.width, picture.height))
        box = Box.of_pixels(
            float(left), float(top), float(right - left), float(bottom - top), picture.width, picture.height
        )
        yield Sighting("QR Code", _SURE, box)
