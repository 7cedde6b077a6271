"""How well and how fast the Textract fake reads: `python benchmarks/reading.py [SEEDS]`.

Prints recall and precision of words, key/value pairs and table cells against the generator's ground truth, and
seconds per page, for PDFs with a text layer and for scans. Aims: PDF words 99 %, pairs and cells 95 %; scans 97 % of
the words.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fakes.textract.blocks.forms import find_pairs
from fakes.textract.blocks.lines import group_lines
from fakes.textract.blocks.tables import find_tables
from fakes.textract.reading.document import read_document
from fakes.textract.reading.page import Page, Word
from harness.samples import Sample, write_samples

ITEMS = ("words", "pairs", "cells")


@dataclass
class Score:
    """Counts for one kind of document."""

    hits: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def add(self, item: str, wanted: Iterable[Any], found: Iterable[Any]) -> None:
        """Compare what should be there with what was found."""
        truth, seen = Counter(wanted), Counter(found)
        self.hits[item] += (truth & seen).total()
        self.wanted[item] += truth.total()
        self.found[item] += seen.total()

    def row(self, item: str) -> str:
        """Recall and precision in per cent."""
        recall, precision = self.hits[item] / self.wanted[item], self.hits[item] / self.found[item]
        return f"{item:6} recall {recall:7.2%}  precision {precision:7.2%}"

    @property
    def median_seconds(self) -> float:
        """Per page; the first scan also loads the networks."""
        return sorted(self.seconds)[len(self.seconds) // 2]


def main(seeds: int) -> None:
    """Read the samples of so many seeds."""
    scores = {".pdf": Score(), ".tif": Score()}
    for seed in range(seeds):
        with TemporaryDirectory() as folder:
            for sample in write_samples(Path(folder), seed):
                judge(sample, scores[sample.path.suffix])
    for suffix, score in scores.items():
        print(f"{suffix}  {len(score.seconds)} pages, {score.median_seconds:.3f} s a page (median)")
        print("\n".join(f"  {score.row(item)}" for item in ITEMS))


def judge(sample: Sample, score: Score) -> None:
    """Read one sample and compare it with its truth."""
    started = time.perf_counter()
    for number, page in enumerate(read_document(sample.path), start=1):
        score.seconds.append(time.perf_counter() - started)
        compare(sample, number, page, score)
        started = time.perf_counter()


def compare(sample: Sample, number: int, page: Page, score: Score) -> None:
    """Compare one page."""
    truth = sample.truth
    pairs = [pair for pair in find_pairs(group_lines(page.words, page.rules), page.check_boxes) if pair.value]
    cells = [(cell.row, cell.column, text(cell.words)) for table in find_tables(page) for cell in table.cells]
    printed = [table for table in truth.tables if table.page == number]
    score.add("words", truth.words[number - 1], (word.text for word in page.words))
    score.add(
        "pairs",
        ((f"{pair.key}:", pair.value) for pair in truth.key_values if pair.page == number),
        ((text(pair.key), text(pair.value)) for pair in pairs),
    )
    score.add(
        "cells",
        (
            (row, column, value)
            for table in printed
            for row, values in enumerate(table.rows, start=1)
            for column, value in enumerate(values, start=1)
        ),
        cells,
    )


def text(words: Iterable[Word]) -> str:
    """The words with spaces between them."""
    return " ".join(word.text for word in words)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
