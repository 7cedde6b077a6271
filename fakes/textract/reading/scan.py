"""Reads one scanned page: clean it, turn it upright, take the marks off it, recognise what is written."""

from dataclasses import dataclass

from fakes.textract.reading.bitmap import Bitmap, measure_skew, turned, without_dust
from fakes.textract.reading.marks import find_marks
from fakes.textract.reading.ocr import recognise
from fakes.textract.reading.page import Page

_NO_SKEW = 0.1  # degrees; less does no harm


@dataclass(frozen=True, eq=False)
class Scan:
    """A page's picture with square pixels, and its resolution in dots per inch."""

    bitmap: Bitmap
    dpi: float


def read_scan(scan: Scan) -> Page:
    """Read a page from its picture."""
    clean = without_dust(scan.bitmap, scan.dpi)
    skew = measure_skew(clean)
    if abs(skew) < _NO_SKEW:
        skew = 0.0
    upright = turned(clean, skew) if skew else clean
    marks = find_marks(upright, scan.dpi)
    height, width = upright.shape
    return Page(width, height, skew, recognise(marks.writing), marks.rules, marks.check_boxes)
