"""Reads one scanned page: clean it, turn it upright, take the marks off it, recognise what is written."""

from dataclasses import dataclass

import numpy as np

from fakes.textract.reading.bitmap import Bitmap, turned, without_dust
from fakes.textract.reading.marks import find_marks
from fakes.textract.reading.ocr import recognise
from fakes.textract.reading.orientation import Orientation, measure_orientation
from fakes.textract.reading.page import Page


@dataclass(frozen=True, eq=False)
class Scan:
    """A page's picture with square pixels, and its resolution in dots per inch."""

    bitmap: Bitmap
    dpi: float


def read_scan(scan: Scan) -> Page:
    """Read a page from its picture."""
    clean = without_dust(scan.bitmap, scan.dpi)
    orientation = measure_orientation(clean, scan.dpi)
    upright = _upright(clean, orientation)
    marks = find_marks(upright, scan.dpi)
    height, width = upright.shape
    return Page(
        width,
        height,
        words=recognise(marks.writing),
        rules=marks.rules,
        check_boxes=marks.check_boxes,
        signatures=marks.signatures,
        figures=marks.figures,
        turn=orientation.turn,
        skew=orientation.skew,
    )


def _upright(bitmap: Bitmap, orientation: Orientation) -> Bitmap:
    level = np.ascontiguousarray(np.rot90(bitmap, orientation.turn // 90))
    return turned(level, orientation.skew) if orientation.skew else level
