"""Pictures as they are looked at: upright, in colour, and no larger than needed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from fakes.rekognition.errors import ImageTooLargeError, InvalidImageFormatError, InvalidParameterError
from fakes.rekognition.keywords import read_keywords

Pixels: TypeAlias = NDArray[np.uint8]
"""height x width x 3, red, green, blue."""

Grey: TypeAlias = NDArray[np.uint8]
"""height x width."""

MIN_SIDE, MAX_SIDE = 80, 10_000
"""Pixels: https://docs.aws.amazon.com/rekognition/latest/dg/limits.html"""

_FORMATS = ("JPEG", "PNG")
_WORKING_SIDE = 512


@dataclass(frozen=True)
class Picture:
    """A picture.

    Attributes:
        pixels: height x width x 3, at most 512 pixels on a side.
        keywords: what the file itself says that can be seen.
    """

    pixels: Pixels
    keywords: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        """Pixels."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """Pixels."""
        return int(self.pixels.shape[1])

    @cached_property
    def grey(self) -> Grey:
        """Brightness of each pixel."""
        return np.asarray(cv2.cvtColor(self.pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)

    @cached_property
    def hsv(self) -> Pixels:
        """Hue (0 to 179), saturation and value (0 to 255) of each pixel."""
        return np.asarray(cv2.cvtColor(self.pixels, cv2.COLOR_RGB2HSV), dtype=np.uint8)

    @cached_property
    def lab(self) -> Pixels:
        """Each pixel in CIE Lab, where distances are as people see them."""
        return np.asarray(cv2.cvtColor(self.pixels, cv2.COLOR_RGB2LAB), dtype=np.uint8)


def load_picture(content: bytes) -> Picture:
    """Decode a JPEG or PNG.

    Raises:
        InvalidImageFormatError: another format, or broken.
        ImageTooLargeError: more than 10,000 pixels on a side.
        InvalidParameterError: fewer than 80 pixels on a side.
    """
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            _check_sides(image.size)
            keywords = read_keywords(image)
            image.draft("RGB", (_WORKING_SIDE, _WORKING_SIDE))  # JPEGs are decoded no larger than needed
            return Picture(_shrink(ImageOps.exif_transpose(image).convert("RGB")), keywords)
    except Image.DecompressionBombError as error:
        raise ImageTooLargeError from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise InvalidImageFormatError from error


def picture_of(pixels: Pixels) -> Picture:
    """A picture from a frame of a film."""
    return Picture(_shrink(Image.fromarray(pixels)))


def _shrink(image: Image.Image) -> Pixels:
    image.thumbnail((_WORKING_SIDE, _WORKING_SIDE), Image.Resampling.BOX)
    return np.asarray(image, dtype=np.uint8)


def _check_sides(sides: Iterable[int]) -> None:
    width, height = sides
    if max(width, height) > MAX_SIDE:
        raise ImageTooLargeError(f"Image dimensions: {width} x {height} pixels exceed the maximum limit.")
    if min(width, height) < MIN_SIDE:
        raise InvalidParameterError("Request has invalid parameters: the image is smaller than 80 x 80 pixels.")
