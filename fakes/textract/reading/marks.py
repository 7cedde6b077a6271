"""Finds what is drawn and not written on an upright bitmap, for scans and rendered PDF pages alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np

from fakes.textract.reading.bitmap import PAPER, Bitmap, ink_of
from fakes.textract.reading.drawings import is_figure, is_signature
from fakes.textract.reading.page import Box, CheckBox, Rule, Signature
from fakes.textract.reading.squares import SMALLEST_SIDE, find_check_boxes

_MIN_RULE = 0.3  # inches; longer than any stroke of a letter in body text
_MAX_THICKNESS = 0.06  # inches; what is thicker is a bar or a picture
_SIGNATURE_CONFIDENCE = 90.0


@dataclass(frozen=True)
class Marks:
    """What was found, in pixels, and the page without rules, check boxes and signatures: only writing is left."""

    rules: tuple[Rule, ...]
    check_boxes: tuple[CheckBox, ...]
    signatures: tuple[Signature, ...]
    figures: tuple[Box, ...]
    writing: Bitmap


def find_marks(bitmap: Bitmap, dpi: float) -> Marks:
    """Find rules of at least 0.3 inches, squares of 0.09 to 0.28 inches, signatures and figures.

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
        writing |= cv2.dilate(strokes, np.ones((3, 3), np.uint8)) * np.uint8(PAPER)
    ink = ink_of(writing)
    shapes = _shapes(ink, dpi * SMALLEST_SIDE)
    check_boxes = find_check_boxes(ink, shapes, dpi)
    figures = tuple(box for box in shapes if is_figure(box, dpi))
    signed = tuple(box for box in shapes if is_signature(ink, box, dpi))
    _erase(writing, [*(check_box.box for check_box in check_boxes), *signed])
    signatures = tuple(Signature(box, _SIGNATURE_CONFIDENCE) for box in signed)
    return Marks(tuple(rules), check_boxes, signatures, figures, writing)


def _find_rules(ink: Bitmap, dpi: float, direction: Literal["horizontal", "vertical"]) -> tuple[list[Rule], Bitmap]:
    length, thickness = round(dpi * _MIN_RULE), dpi * _MAX_THICKNESS
    kernel = np.ones((1, length) if direction == "horizontal" else (length, 1), np.uint8)
    strokes = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), dtype=np.uint8)
    rules = []
    for contour in _contours(strokes):
        box = _box(*cv2.boundingRect(contour))
        if (box.height if direction == "horizontal" else box.width) > thickness:
            cv2.drawContours(strokes, [contour], -1, (0,), cv2.FILLED)
        else:
            rules.append(Rule(direction, box))
    return rules, strokes


def _shapes(ink: Bitmap, smallest: float) -> list[Box]:
    """The boxes around all that hangs together, from top to bottom, but for letters: most are too small for a mark."""
    boxes = (cv2.boundingRect(contour) for contour in _contours(ink))
    large = (_box(*box) for box in boxes if min(box[2:]) >= smallest)
    return sorted(large, key=lambda box: (box.top, box.left))


def _contours(ink: Bitmap) -> Sequence[Any]:
    # Outlines cost a tenth of labelling every pixel.
    return cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]


def _box(left: int, top: int, width: int, height: int) -> Box:
    return Box(float(left), float(top), float(left + width), float(top + height))


def _erase(bitmap: Bitmap, boxes: Iterable[Box], margin: int = 2) -> None:
    for box in boxes:
        top, left = max(0, int(box.top) - margin), max(0, int(box.left) - margin)
        bitmap[top : int(box.bottom) + margin, left : int(box.right) + margin] = PAPER
