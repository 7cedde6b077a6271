"""Realistic documents, made from a seed, whose every word is known."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from harness.samples.broken import BrokenSample, write_broken_samples, write_oddly_named_samples
from harness.samples.deed import SHORT, write_deed
from harness.samples.facts import draw_sale
from harness.samples.scan import scan
from harness.samples.truth import Sample

__all__ = ["BrokenSample", "Sample", "write_broken_samples", "write_oddly_named_samples", "write_samples"]


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
    pdf, tiff = folder / "warranty-deed.pdf", folder / "quitclaim-deed.tif"
    samples = [Sample(pdf, write_deed(pdf, draw_sale(random)))]
    with TemporaryDirectory() as printed:
        page = Path(printed) / "page.pdf"
        truth = write_deed(page, draw_sale(random), SHORT)
        scan(page, tiff, random)
    return [*samples, Sample(tiff, truth)]
