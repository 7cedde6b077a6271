"""Reads PDFs: words from the text layer, marks from the rendered page; pages without text are scans."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from fakes.textract.reading.bitmap import Bitmap
from fakes.textract.reading.drawings import is_figure
from fakes.textract.reading.errors import UnreadableDocumentError
from fakes.textract.reading.marks import find_marks
from fakes.textract.reading.page import Box, LostPage, Page, Word, union
from fakes.textract.reading.scan import Scan

POINTS_PER_INCH = 72
TEXT_CONFIDENCE = 99.9
"""What Textract gives to clean print; a text layer leaves no doubt."""

_PROTECTED = "The PDF is protected by a password."
_MARKS_DPI = 144
_SCAN_DPI = 300
_BACKGROUND = 0.8  # share of the page that only a scan behind recognised text covers
_DEVICE_SCALE = 100  # pdfium's device pixels are whole numbers: a hundredth of a point is fine enough


def count_pdf_pages(path: Path) -> int:
    """The number of pages.

    Raises:
        UnreadableDocumentError: broken, protected by a password, or without pages.
    """
    with closing(_open(path)) as document:
        return len(document)


def read_pdf(path: Path) -> Iterator[Page | Scan | LostPage]:
    """Read page after page; one without text is a scan still to be read, one that is broken is lost.

    Raises:
        UnreadableDocumentError: broken, protected by a password, or without pages.
    """
    with closing(_open(path)) as document:
        for number in range(len(document)):
            yield _read(document, number)


def _read(document: Any, number: int) -> Page | Scan | LostPage:
    try:
        with closing(document[number]) as page:
            return _read_page(page)
    except pypdfium2.PdfiumError:
        return LostPage(f"Page {number + 1} of the PDF is broken.")


def _open(path: Path) -> Any:
    # pypdfium2 takes a document without pages for one that can't be loaded, and then tells an earlier document's error.
    handle = pdfium.FPDF_LoadDocument(os.fsencode(path), None)
    if not handle:
        protected = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD
        raise UnreadableDocumentError(_PROTECTED if protected else "The PDF is broken and can't be opened.")
    document = pypdfium2.PdfDocument(handle)
    if len(document) == 0:
        document.close()
        raise UnreadableDocumentError("The PDF has no pages.")
    return document


def _read_page(page: Any) -> Page | Scan:
    with closing(page.get_textpage()) as text:
        words = tuple(dict.fromkeys(_words(page, text)))  # bold is sometimes printed twice in one place
    if not words and _has_pictures(page):
        return Scan(_render(page, _SCAN_DPI), _SCAN_DPI)
    width, height = page.get_size()
    return replace(_marks(page, _pictures(page)), width=width, height=height, words=words)


def _has_pictures(page: Any) -> bool:
    return any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))


def _pictures(page: Any) -> tuple[Box, ...]:
    """Where images are, but for dots and for the scan that lies behind a page's recognised text."""
    images = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
    boxes = [_upright(page, Box(*image.get_bounds())) for image in images]
    area = page.get_width() * page.get_height()
    return tuple(box for box in boxes if is_figure(box, POINTS_PER_INCH) and box.area < _BACKGROUND * area)


def _marks(page: Any, pictures: tuple[Box, ...]) -> Page:
    """A page with nothing but its marks."""
    drawn = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
    if not any(page.get_objects(filter=drawn)):
        return Page(0, 0)
    marks = find_marks(_render(page, _MARKS_DPI), _MARKS_DPI)
    drawings = (box for box in map(_in_points, marks.figures) if not any(picture.holds(box) for picture in pictures))
    return Page(
        0,
        0,
        rules=tuple(replace(rule, box=_in_points(rule.box)) for rule in marks.rules),
        check_boxes=tuple(replace(square, box=_in_points(square.box)) for square in marks.check_boxes),
        signatures=tuple(replace(signed, box=_in_points(signed.box)) for signed in marks.signatures),
        figures=(*pictures, *drawings),
    )


def _in_points(box: Box) -> Box:
    scale = POINTS_PER_INCH / _MARKS_DPI
    return Box(box.left * scale, box.top * scale, box.right * scale, box.bottom * scale)


def _render(page: Any, dpi: int) -> Bitmap:
    bitmap: Bitmap = page.render(scale=dpi / POINTS_PER_INCH, grayscale=True).to_numpy()
    return bitmap.reshape(bitmap.shape[:2]).copy()


@dataclass(frozen=True)
class _Glyph:
    character: str
    box: Box


def _words(page: Any, text: Any) -> Iterator[Word]:
    run: list[_Glyph] = []
    for glyph in _glyphs(text):
        if glyph.character.isspace():
            yield from _word(page, run)
            run = []
        else:
            run.append(glyph)
    yield from _word(page, run)


def _glyphs(text: Any) -> Iterator[_Glyph]:
    """The text layer's characters in its own order, with boxes in PDF space (y upwards)."""
    rectangle = pdfium.FS_RECTF()
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(rectangle))
        yield _Glyph(character, Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))


def _word(page: Any, run: list[_Glyph]) -> Iterator[Word]:
    text = "".join(glyph.character for glyph in run if glyph.character.isprintable())
    if text:
        yield Word(text, _upright(page, union(*(glyph.box for glyph in run))), TEXT_CONFIDENCE)


def _upright(page: Any, box: Box) -> Box:
    """From PDF space to the page as it is shown: pdfium knows about crop boxes and turned pages."""
    width, height = (round(side * _DEVICE_SCALE) for side in page.get_size())
    corners = [_shown(page, width, height, x, y) for x, y in ((box.left, box.top), (box.right, box.bottom))]
    xs, ys = zip(*corners, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _shown(page: Any, width: int, height: int, x: float, y: float) -> tuple[float, float]:
    device_x, device_y = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, ctypes.byref(device_x), ctypes.byref(device_y))
    return device_x.value / _DEVICE_SCALE, device_y.value / _DEVICE_SCALE
