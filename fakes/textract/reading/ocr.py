"""Recognition of writing: tesseract when the machine has it, else rapidocr, whose models come in its wheel."""

from __future__ import annotations

import shutil
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from fakes.textract.reading.page import Word

if TYPE_CHECKING:
    # The engine asks for a recogniser's name; OpenCV is for the processes that read.
    from fakes.textract.reading.bitmap import Bitmap

_LOADING = Lock()


class Recogniser(Protocol):
    """Finds words, in any order, on an upright picture that holds writing only. Threads share it."""

    def __call__(self, writing: Bitmap) -> tuple[Word, ...]:
        """Recognise.

        Args:
            writing: height x width grey levels.

        Returns:
            Words with boxes in pixels.
        """


def recogniser_name() -> str:
    """Which engine reads scans on this machine; part of the key under which readings are kept."""
    return "tesseract" if shutil.which("tesseract") else "rapidocr"


def recognise(writing: Bitmap) -> tuple[Word, ...]:
    """Recognise the words on an upright picture, with the machine's best engine."""
    return load_recogniser()(writing)


def load_recogniser() -> Recogniser:
    """The machine's best engine, loaded once: at the first scan, since PDFs with text must not wait for networks."""
    with _LOADING:
        return _load()


@cache
def _load() -> Recogniser:
    if recogniser_name() == "tesseract":
        from fakes.textract.reading.tesseract import Tesseract

        return Tesseract()
    from fakes.textract.reading.rapid import Rapid

    return Rapid()
