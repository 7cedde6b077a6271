"""Reads one scanned page: clean it, turn it upright, take the marks off it, recognise what is written."""

from fakes.textract.reading.bitmap import Bitmap, measure_skew, turned, without_dust
from fakes.textract.reading.marks import find_marks
from fakes.textract.reading.ocr import recognise
from fakes.textract.reading.page import Page

_NO_SKEW = 0.1  # degrees; less does no harm


def read_scan(bitmap: Bitmap, dpi: float) -> Page:
    """Read a page from its picture.

    Args:
        bitmap: the page, with square pixels.
        dpi: its resolution in dots per inch.
    """
    clean = without_dust(bitmap, dpi)
    skew = measure_skew(clean)
    if abs(skew) < _NO_SKEW:
        skew = 0.0
    upright = turned(clean, skew) if skew else clean
    marks = find_marks(upright, dpi)
    height, width = bitmap.shape
    return Page(width, height, skew, recognise(marks.writing), marks.rules, marks.check_boxes)
