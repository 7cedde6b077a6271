"""Loads images: TIFFs of many pages, JPEGs and PNGs."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from fakes.textract.reading.errors import UnreadableDocumentError
from fakes.textract.reading.page import LostPage
from fakes.textract.reading.scan import Scan

MAX_PIXELS_PER_SIDE = 10_000
"""Textract's limit: https://docs.aws.amazon.com/textract/latest/dg/limits-document.html"""

_BROKEN = (OSError, EOFError, SyntaxError, ValueError)  # what Pillow raises for damaged files
_WORKING_DPI = 300.0
_LETTER_HEIGHT = 11.0  # inches; the guess for scans that don't tell their resolution


def count_image_pages(path: Path) -> int:
    """The number of pages.

    Raises:
        UnreadableDocumentError: not an image, or a broken one.
    """
    with _open(path) as image:
        try:
            return int(getattr(image, "n_frames", 1))
        except _BROKEN as error:
            raise UnreadableDocumentError("The image's list of pages is broken.") from error


def load_image(path: Path) -> Iterator[Scan | LostPage]:
    """Load page after page; one that is broken or larger than Textract takes is lost.

    Raises:
        UnreadableDocumentError: not an image.
    """
    with _open(path) as image:
        for frame in range(getattr(image, "n_frames", 1)):
            yield _load(image, frame)


def _open(path: Path) -> Image.Image:
    try:
        return Image.open(path)
    except (UnidentifiedImageError, *_BROKEN) as error:
        raise UnreadableDocumentError("The image is broken and can't be opened.") from error


def _load(image: Image.Image, frame: int) -> Scan | LostPage:
    try:
        image.seek(frame)
        if max(image.size) > MAX_PIXELS_PER_SIDE:
            return LostPage(f"Page {frame + 1} has more than {MAX_PIXELS_PER_SIDE} pixels on a side.")
        return _normalised(image)
    except _BROKEN:
        return LostPage(f"Page {frame + 1} of the image is broken.")


def _normalised(image: Image.Image) -> Scan:
    """Grey, with square pixels (faxes have oblong ones), and no finer than recognition can use."""
    across, down = _resolution(image)
    dpi = min(max(across, down), _WORKING_DPI)
    size = (max(1, round(image.width * dpi / across)), max(1, round(image.height * dpi / down)))
    grey = image.convert("L")
    return Scan(np.asarray(grey if size == grey.size else grey.resize(size, Image.Resampling.BOX)), dpi)


def _resolution(image: Image.Image) -> tuple[float, float]:
    """Dots per inch across and down."""
    across, down = (float(value) for value in image.info.get("dpi", (0, 0)))
    if across < 50 or down < 50:  # nothing stated, or a camera's placeholder of 1 or 72 handled as stated
        across = down = max(image.size) / _LETTER_HEIGHT
    return across, down
