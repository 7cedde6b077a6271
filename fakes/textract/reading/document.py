"""Reads a document of any format that Textract takes."""

import os
from collections.abc import Iterator
from pathlib import Path

from fakes.textract.formats import Format, sniff_file
from fakes.textract.reading.errors import UnreadableDocumentError
from fakes.textract.reading.image import count_image_pages, load_image
from fakes.textract.reading.page import LostPage, Page
from fakes.textract.reading.parallel import map_in_order
from fakes.textract.reading.pdf import count_pdf_pages, read_pdf
from fakes.textract.reading.scan import Scan, read_scan

MAX_PAGES = 3000
"""Textract's limit for asynchronous jobs: https://docs.aws.amazon.com/textract/latest/dg/limits-document.html"""

_SCANS_AT_ONCE = min(4, os.cpu_count() or 1)  # each holds a page's picture and works on one core


def read_document(path: Path) -> Iterator[Page | LostPage]:
    """Read page after page; some may be lost.

    Raises:
        UnreadableDocumentError: the document can't be read, and the error says why.
    """
    kind = sniff_file(path)
    if kind is None:
        raise UnreadableDocumentError("The document is not a PDF, TIFF, JPEG or PNG.")
    count, read = (count_pdf_pages, read_pdf) if kind is Format.PDF else (count_image_pages, load_image)
    pages = count(path)
    if pages > MAX_PAGES:
        raise UnreadableDocumentError(f"The document has {pages} pages, more than the limit of {MAX_PAGES}.")
    return map_in_order(_finish, read(path), workers=min(pages, _SCANS_AT_ONCE))


def _finish(page: Page | Scan | LostPage) -> Page | LostPage:
    return read_scan(page) if isinstance(page, Scan) else page
