"""Finds printed rules and check boxes on an upright bitmap, for scans and rendered PDF pages alike."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from fakes.textract.reading.bitmap import PAPER, Bitmap, ink_of
from fakes.textract.reading.page import Box, CheckBox, Rule

_MIN_RULE = 0.3  # inches; longer than any stroke of a letter in body text
_MAX_THICKNESS = 0.06  # inches; what is thicker is a bar or a picture
_SQUARE_SIDES = (0.09, 0.28)  # inches
_EDGE_INK = 0.85  # share of each edge of a square that must be inked
_TICK_INK = 0.06  # share of a square's inside that a tick covers at least
_CONFIDENCE = 95.0


@dataclass(frozen=True)
class Marks:
    """What was found, in pixels, and the page without it, on which only writing is left."""

    rules: tuple[Rule, ...]
    check_boxes: tuple[CheckBox, ...]
    writing: Bitmap


def find_marks(bitmap: Bitmap, dpi: float) -> Marks:
    """Find rules of at least 0.3 inches and squares of 0.09 to 0.28 inches.

    Args:
        bitmap: an upright page.
        dpi: its resolution in dots per inch.
    """
    ink = ink_of(bitmap)
    writing = bitmap.copy()
    rules: list[Rule] = []
    for direction in ("horizontal", "vertical"):
        found, strokes = _find_rules(ink, dpi, direction)
        rules += found
        writing[cv2.dilate(strokes, np.ones((3, 3), np.uint8)) > 0] = PAPER
    check_boxes = _find_check_boxes(ink_of(writing), dpi)
    for check_box in check_boxes:
        _erase(writing, check_box.box, margin=2)
    return Marks(tuple(rules), check_boxes, writing)


def _find_rules(ink: Bitmap, dpi: float, direction: Literal["horizontal", "vertical"]) -> tuple[list[Rule], Bitmap]:
    length, thickness = round(dpi * _MIN_RULE), dpi * _MAX_THICKNESS
    kernel = np.ones((1, length) if direction == "horizontal" else (length, 1), np.uint8)
    strokes = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    across = stats[:, cv2.CC_STAT_HEIGHT if direction == "horizontal" else cv2.CC_STAT_WIDTH]
    thick = across > thickness
    thick[0] = True
    strokes[thick[labels]] = 0
    return [Rule(direction, _box(row)) for row in stats[~thick]], strokes


def _find_check_boxes(ink: Bitmap, dpi: float) -> tuple[CheckBox, ...]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    sides = stats[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    shortest, longest = (dpi * side for side in _SQUARE_SIDES)
    fits = (sides.min(axis=1) >= shortest) & (sides.max(axis=1) <= longest)
    squarish = sides.max(axis=1) <= 1.25 * sides.min(axis=1)
    boxes = (_box(row) for row in stats[1:][fits & squarish])
    return tuple(CheckBox(box, _is_ticked(_cut(ink, box)), _CONFIDENCE) for box in boxes if _is_square(_cut(ink, box)))


def _is_square(cut: Bitmap) -> bool:
    """Ink along all four edges, and mostly paper inside: no letter has that."""
    band = max(2, cut.shape[0] // 8)
    edges = (cut[:band].max(0), cut[-band:].max(0), cut[:, :band].max(1), cut[:, -band:].max(1))
    return all(float(edge.mean()) >= _EDGE_INK for edge in edges)


def _is_ticked(cut: Bitmap) -> bool:
    inset = max(2, cut.shape[0] // 5)
    return bool(cut[inset:-inset, inset:-inset].mean() > _TICK_INK)


def _erase(bitmap: Bitmap, box: Box, margin: int) -> None:
    top, left = max(0, int(box.top) - margin), max(0, int(box.left) - margin)
    bitmap[top : int(box.bottom) + margin, left : int(box.right) + margin] = PAPER


def _cut(bitmap: Bitmap, box: Box) -> Bitmap:
    return bitmap[int(box.top) : int(box.bottom), int(box.left) : int(box.right)]


def _box(row: "np.ndarray[tuple[int], np.dtype[np.int32]]") -> Box:
    left, top, width, height = (float(value) for value in row[:4])
    return Box(left, top, left + width, top + height)
