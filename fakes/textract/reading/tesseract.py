"""Recognition by the tesseract command, through its table of tab-separated values."""

import csv
import subprocess
from io import BytesIO

from PIL import Image

from fakes.settings import environment_with
from fakes.textract.reading.bitmap import Bitmap
from fakes.textract.reading.page import Box, Word

_WORD_LEVEL = "5"  # page, block, paragraph, line, word


class Tesseract:
    """One process per page."""

    def __call__(self, writing: Bitmap) -> tuple[Word, ...]:
        """Recognise.

        Raises:
            subprocess.CalledProcessError: tesseract failed.
        """
        # One thread: its own threads wait for each other in busy loops, which makes a page five times slower.
        table = subprocess.run(
            ["tesseract", "stdin", "stdout", "--psm", "3", "tsv"],
            input=_png(writing),
            capture_output=True,
            check=True,
            env=environment_with(OMP_THREAD_LIMIT="1"),
        ).stdout.decode()
        return parse_tsv(table)


def parse_tsv(table: str) -> tuple[Word, ...]:
    """The words of tesseract's table."""
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(_word(row) for row in rows if row["level"] == _WORD_LEVEL and row["text"].strip())


def _word(row: dict[str, str]) -> Word:
    left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
    return Word(row["text"].strip(), Box(left, top, left + width, top + height), float(row["conf"]))


def _png(writing: Bitmap) -> bytes:
    buffer = BytesIO()
    Image.fromarray(writing).save(buffer, format="PNG", compress_level=1)
    return buffer.getvalue()
