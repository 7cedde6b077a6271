"""Prints a PDF and scans it again: a skewed, speckled, fax-compressed TIFF."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Literal, TypeAlias

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

Turn: TypeAlias = Literal[0, 90, 180, 270]

QUARTER_TURNS: tuple[Turn, ...] = (0, 90, 180, 270)

MAX_SKEW = 1.2  # degrees; what a sheet feeder does to a page
SPECKLES_PER_MEGAPIXEL = 120


def scan(pdf: Path, tiff: Path, random: Random, dpi: int = 300, turns: Sequence[Turn] = (0,)) -> None:
    """Turn a PDF into a multi-page TIFF of one bit per pixel (CCITT group 4).

    Args:
        pdf: the document to print.
        tiff: where the scan goes.
        random: decides each page's skew and dirt.
        dpi: the scanner's resolution, dots per inch.
        turns: how pages lay in the feeder, clockwise, by turns.
    """
    pages = zip(_print(pdf, dpi), cycle(turns), strict=False)
    first, *rest = (_degrade(page.rotate(-turn, expand=True), random) for page, turn in pages)
    first.save(tiff, save_all=True, append_images=rest, compression="group4", dpi=(dpi, dpi))


def _print(pdf: Path, dpi: int) -> Iterator[Image.Image]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            yield page.render(scale=dpi / 72, grayscale=True).to_pil()


def _degrade(page: Image.Image, random: Random) -> Image.Image:
    skew = random.uniform(0.3, MAX_SKEW) * random.choice((-1, 1))
    turned = page.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
    return Image.fromarray(_speckle(np.asarray(turned), random)).convert("1", dither=Image.Dither.NONE)


def _speckle(pixels: NDArray[np.uint8], random: Random) -> NDArray[np.uint8]:
    """Drop grains of dust of one to three pixels, black on paper and white on ink."""
    dirty = pixels.copy()
    height, width = dirty.shape
    for _ in range(SPECKLES_PER_MEGAPIXEL * dirty.size // 10**6):
        x, y, size = random.randrange(width), random.randrange(height), random.randint(1, 3)
        dirty[y : y + size, x : x + size] = random.choice((0, 255))
    return dirty
