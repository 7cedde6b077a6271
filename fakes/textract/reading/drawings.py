"""Tells pictures and signatures from print by their size and by how much ink they hold."""

from fakes.textract.reading.bitmap import Bitmap, cut
from fakes.textract.reading.page import Box

_FIGURE_SIDE = 0.6  # inches on both sides; no letter is as large
_SIGNATURE_WIDTH = 0.5  # inches at least
_SIGNATURE_HEIGHTS = (0.1, 1.2)  # inches
_SIGNATURE_INK = 0.22
"""Share of its box that a pen's stroke covers at most; print covers a third of its box and more."""


def is_figure(box: Box, dpi: float) -> bool:
    """Whether a shape is as large as a picture."""
    return min(box.width, box.height) >= _FIGURE_SIDE * dpi


def is_signature(ink: Bitmap, box: Box, dpi: float) -> bool:
    """Whether a shape is one long thin stroke, wider than high, as a pen draws it.

    Args:
        ink: an upright page without its rules.
        box: around something that hangs together.
        dpi: the page's resolution in dots per inch.
    """
    lowest, highest = (dpi * height for height in _SIGNATURE_HEIGHTS)
    fits = box.width >= _SIGNATURE_WIDTH * dpi and lowest <= box.height <= min(highest, box.width)
    return fits and not is_figure(box, dpi) and float(cut(ink, box).mean()) <= _SIGNATURE_INK
