"""Pictures of a document's pages, small enough to be carried inside an HTML page."""

import base64
import warnings
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image, ImageSequence

MAX_PAGES: Final = 10
"""Pages shown of one document."""

MAX_WIDTH, MAX_HEIGHT = 1000, 1600
"""Pixels; enough to read a letter page."""

JPEG_QUALITY: Final = 70

TIFF_MAGIC: Final = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
"""First bytes of a TIFF: little and big endian, classic and BigTIFF."""


class NotAPictureError(Exception):
    """The document can't be shown; the text says why."""


@dataclass(frozen=True)
class PagePicture:
    """One page, from 1, as a picture of `width` x `height` pixels in a `data:` address."""

    number: int
    width: int
    height: int
    address: str


@dataclass(frozen=True)
class Pictures:
    """The pages chosen to be shown, and how many the document has."""

    pages: list[PagePicture]
    page_count: int


def draw_pages(path: Path, wanted: Collection[int] = (), limit: int = MAX_PAGES) -> Pictures:
    """Draw up to `limit` pages of a PDF or TIFF: the `wanted` ones, then those from the start.

    Raises:
        NotAPictureError: it is neither, broken, or protected by a password.
    """
    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of damage before it raises
            is_tiff = file.read(4) in TIFF_MAGIC
            return _draw_tiff(path, wanted, limit) if is_tiff else _draw_pdf(path, wanted, limit)
    except (OSError, ValueError, SyntaxError, pypdfium2.PdfiumError, Image.DecompressionBombError) as error:
        # Pillow reports a broken file as any of OSError, ValueError and SyntaxError.
        raise NotAPictureError(str(error)) from error


def _draw_pdf(path: Path, wanted: Collection[int], limit: int) -> Pictures:
    with closing(pypdfium2.PdfDocument(path)) as document:
        count = len(document)
        pages = [_draw_pdf_page(document, number) for number in choose_pages(count, wanted, limit)]
        return Pictures(pages, count)


def _draw_pdf_page(document: pypdfium2.PdfDocument, number: int) -> PagePicture:
    page = document[number - 1]
    scale = min(MAX_WIDTH / page.get_width(), MAX_HEIGHT / page.get_height())
    return _encode(number, page.render(scale=scale).to_pil())


def _draw_tiff(path: Path, wanted: Collection[int], limit: int) -> Pictures:
    with Image.open(path) as image:
        count = getattr(image, "n_frames", 1)
        chosen = set(choose_pages(count, wanted, limit))
        frames = enumerate(ImageSequence.Iterator(image), start=1)
        return Pictures([_encode(number, frame) for number, frame in frames if number in chosen], count)


def choose_pages(count: int, wanted: Collection[int], limit: int) -> list[int]:
    """Of `count` pages, at most `limit`, in order: those that are `wanted` have precedence."""

    def candidates() -> Iterator[int]:
        yield from sorted(number for number in wanted if 1 <= number <= count)
        yield from range(1, count + 1)

    return sorted(list(dict.fromkeys(candidates()))[:limit])


def _encode(number: int, image: Image.Image) -> PagePicture:
    # Scans have one bit for each pixel: only in grey do they stay readable when made smaller.
    picture = image.convert("RGB" if image.mode in ("RGB", "RGBA", "P", "CMYK") else "L")
    picture.thumbnail((MAX_WIDTH, MAX_HEIGHT))
    content = BytesIO()
    picture.save(content, "JPEG", quality=JPEG_QUALITY, optimize=True)
    encoded = base64.b64encode(content.getvalue()).decode()
    return PagePicture(number, picture.width, picture.height, f"data:image/jpeg;base64,{encoded}")
