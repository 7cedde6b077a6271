"""Reads a document of any format that Textract takes."""

from collections.abc import Iterator
from pathlib import Path

from fakes.textract.formats import Format, sniff
from fakes.textract.reading.errors import UnreadableDocumentError
from fakes.textract.reading.image import count_image_pages, read_image
from fakes.textract.reading.page import Page
from fakes.textract.reading.pdf import count_pdf_pages, read_pdf

MAX_PAGES = 3000
"""Textract's limit for asynchronous jobs: https://docs.aws.amazon.com/textract/latest/dg/limits-document.html"""

_HEAD = 16  # bytes that tell the format


def read_document(path: Path) -> Iterator[Page]:
    """Read page after page.

    Raises:
        UnreadableDocumentError: the document can't be read, and the error says why.
    """
    with path.open("rb") as file:
        kind = sniff(file.read(_HEAD))
    if kind is None:
        raise UnreadableDocumentError("The document is not a PDF, TIFF, JPEG or PNG.")
    count, read = (count_pdf_pages, read_pdf) if kind is Format.PDF else (count_image_pages, read_image)
    pages = count(path)
    if pages > MAX_PAGES:
        raise UnreadableDocumentError(f"The document has {pages} pages, more than the limit of {MAX_PAGES}.")
    return read(path)
