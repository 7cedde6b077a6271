"""The documents that a load uploads: a few are drawn beforehand, and each upload gets a stamped copy of one.

A stamp, as a scanner's imprinter leaves it, makes contents, hashes and prompts differ, at the price of replacing bytes:
what is measured is then neither the pipeline's recognition of duplicates nor what it has kept of earlier runs, be it
Textract's results or the model's answers.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from harness.load.mix import Planned
from harness.load.profile import Kind
from harness.samples import write_broken_samples
from harness.samples.broken import Fate
from harness.samples.deed import LONG, SHORT, write_deed
from harness.samples.facts import draw_sale
from harness.samples.scan import scan
from harness.samples.statement import write_statement

STAMP: Final = "IMPRINT-00000000-0000000"
"""In each template; an upload's has the same length, a batch of eight letters, and a number."""

TEMPLATES: Final = 8
"""Templates of each kind that isn't scanned."""

SCANS: Final = 2
"""Scanning takes half a second a page. Their copies differ in bytes that no reader sees: what is read is the same."""

BALLAST: Final = 2 * 1024 * 1024
"""Bytes that a heavy deed has and no reader needs, like the pictures and fonts of office software."""


@dataclass(frozen=True)
class Template:
    """A document to be stamped.

    Attributes:
        content: its bytes.
        suffix: of its file name.
        content_type: its media type.
    """

    content: bytes
    suffix: str = ".pdf"
    content_type: str = "application/pdf"

    def stamped(self, batch: str, number: int) -> bytes:
        """A copy with batch and number of its own: printed, or, on a picture, in bytes behind it."""
        stamp = f"IMPRINT-{batch}-{number:07d}".encode()
        if STAMP.encode() in self.content:
            return self.content.replace(STAMP.encode(), stamp)
        return self.content + stamp if self.suffix == ".tif" else self.content


class Pool:
    """The templates by kind.

    Args:
        kinds: the kinds of sound documents that are wanted.
        seed: same seed, same bytes but for the stamps.
        run: whose documents they are; those of another run are others.
    """

    def __init__(self, kinds: Iterable[Kind], seed: int, run: str) -> None:
        random = Random(seed)
        self._batch = sha256(run.encode()).hexdigest()[:8]
        with TemporaryDirectory(prefix="load-documents-") as folder:
            self._sound: dict[str, list[Template]] = {kind: _RECIPES[kind](Path(folder), random) for kind in kinds}
            self._bad = {
                sample.path.stem: Template(sample.path.read_bytes())
                for sample in write_broken_samples(Path(folder))
                if sample.fate is Fate.FAILED
            }

    @property
    def flaws(self) -> list[str]:
        """The kinds of bad documents."""
        return sorted(self._bad)

    def template(self, planned: Planned) -> Template:
        """The template of a planned document."""
        if planned.bad:
            return self._bad[planned.kind]
        templates = self._sound[planned.kind]
        return templates[planned.original % len(templates)]

    def content(self, planned: Planned) -> bytes:
        """The bytes to upload; those of a duplicate are its original's."""
        return self.template(planned).stamped(self._batch, planned.original)


def _statements(folder: Path, random: Random) -> list[Template]:
    return _printed(folder, random, lambda page, sale: write_statement(page, sale, STAMP))


def _quitclaim_deeds(folder: Path, random: Random) -> list[Template]:
    return _printed(folder, random, lambda page, sale: write_deed(page, sale, SHORT, STAMP))


def _warranty_deeds(folder: Path, random: Random) -> list[Template]:
    return _printed(folder, random, lambda page, sale: write_deed(page, sale, LONG, STAMP))


def _heavy_deeds(folder: Path, random: Random) -> list[Template]:
    return [Template(_with_ballast(deed.content, random)) for deed in _warranty_deeds(folder, random)]


def _scans(folder: Path, random: Random) -> list[Template]:
    tiff = folder / "page.tif"
    templates = []
    for deed in _quitclaim_deeds(folder, random)[:SCANS]:
        page = folder / "page.pdf"
        page.write_bytes(deed.content)
        scan(page, tiff, random)
        templates.append(Template(tiff.read_bytes(), ".tif", "image/tiff"))
    return templates


def _printed(folder: Path, random: Random, write: Callable[..., object]) -> list[Template]:
    page = folder / "page.pdf"
    templates = []
    for _ in range(TEMPLATES):
        write(page, draw_sale(random))
        templates.append(Template(page.read_bytes()))
    return templates


def _with_ballast(pdf: bytes, random: Random) -> bytes:
    """The PDF with an object that nothing refers to; its end repeats where the table of all others is."""
    table = pdf.rsplit(b"startxref", 1)[1]
    body = random.randbytes(BALLAST).replace(b"endstream", b"")
    head = b"\n999999 0 obj\n<< /Length %d >>\nstream\n" % len(body)
    return pdf + head + body + b"\nendstream\nendobj\nstartxref" + table


_RECIPES: Mapping[Kind, Callable[[Path, Random], list[Template]]] = {
    "statement": _statements,
    "quitclaim_deed": _quitclaim_deeds,
    "warranty_deed": _warranty_deeds,
    "heavy_deed": _heavy_deeds,
    "scan": _scans,
}
"""Closing statements of one page, deeds of two and of three, deeds of 2 MB, deeds of two pages that were scanned."""
