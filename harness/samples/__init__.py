"""Realistic documents, made from a seed, whose every word is known."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from harness.samples.broken import BrokenSample, write_broken_samples, write_oddly_named_samples
from harness.samples.deed import SHORT, write_deed
from harness.samples.facts import draw_sale
from harness.samples.scan import QUARTER_TURNS, Turn, scan
from harness.samples.statement import write_statement
from harness.samples.truth import Sample, Truth

__all__ = [
    "BrokenSample",
    "Sample",
    "write_broken_samples",
    "write_corpus",
    "write_oddly_named_samples",
    "write_samples",
]


def write_samples(folder: Path, seed: int) -> list[Sample]:
    """Write a warranty deed as a PDF and a scanned quitclaim deed as a TIFF.

    Args:
        folder: where the files go; made when missing.
        seed: same seed, same bytes.

    Returns:
        The PDF's sample, then the TIFF's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    random = Random(seed)
    pdf = folder / "warranty-deed.pdf"
    truth = write_deed(pdf, draw_sale(random))
    sale = draw_sale(random)
    return [
        Sample(pdf, truth),
        _scanned(folder / "quitclaim-deed.tif", lambda page: write_deed(page, sale, SHORT), random),
    ]


def write_corpus(folder: Path, seed: int) -> list[Sample]:
    """Write the two samples, and a closing statement as a PDF, as a scan, and as scans that lie on each other side.

    Args:
        folder: where the files go; made when missing.
        seed: same seed, same bytes.
    """
    samples = write_samples(folder, seed)
    random = Random(seed)
    sale = draw_sale(random)
    pdf = folder / "closing-statement.pdf"
    samples.append(Sample(pdf, write_statement(pdf, sale)))
    for turn in QUARTER_TURNS:
        tiff = folder / f"closing-statement-{turn}.tif"
        samples.append(_scanned(tiff, lambda page: write_statement(page, sale), random, turn))
    return samples


def _scanned(tiff: Path, write: Callable[[Path], Truth], random: Random, turn: Turn = 0) -> Sample:
    with TemporaryDirectory() as printed:
        page = Path(printed) / "page.pdf"
        truth = write(page)
        scan(page, tiff, random, turns=[turn])
    return Sample(tiff, truth)
