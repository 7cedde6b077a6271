"""Recognises check boxes among the shapes on a page."""

from collections.abc import Iterable

from fakes.textract.reading.bitmap import Bitmap, cut
from fakes.textract.reading.page import Box, CheckBox

SMALLEST_SIDE = 0.09
"""Inches; signatures and figures are larger."""

_LONGEST_SIDE = 0.28  # inches
_SQUARISH = 1.25  # longer side by shorter side
_EDGE_INK = 0.85  # share of each edge of a square that must be inked
_TICK_INK = 0.06  # share of a square's inside that a tick covers at least
_CONFIDENCE = 95.0


def find_check_boxes(ink: Bitmap, shapes: Iterable[Box], dpi: float) -> tuple[CheckBox, ...]:
    """The shapes that are squares to tick.

    Args:
        ink: an upright page without its rules.
        shapes: the boxes around all that hangs together on it.
        dpi: its resolution in dots per inch.
    """
    squares = (box for box in shapes if _fits(box, dpi) and _is_square(cut(ink, box)))
    return tuple(CheckBox(box, _is_ticked(cut(ink, box)), _CONFIDENCE) for box in squares)


def _fits(box: Box, dpi: float) -> bool:
    shorter, longer = sorted((box.width, box.height))
    return dpi * SMALLEST_SIDE <= shorter and longer <= min(dpi * _LONGEST_SIDE, _SQUARISH * shorter)


def _is_square(inside: Bitmap) -> bool:
    """Ink along all four edges, and mostly paper inside: no letter has that."""
    band = max(2, inside.shape[0] // 8)
    bands = ((inside[:band], 0), (inside[-band:], 0), (inside[:, :band], 1), (inside[:, -band:], 1))
    return all(float(edge.max(axis).mean()) >= _EDGE_INK for edge, axis in bands)


def _is_ticked(inside: Bitmap) -> bool:
    inset = max(2, inside.shape[0] // 5)
    return bool(inside[inset:-inset, inset:-inset].mean() > _TICK_INK)
