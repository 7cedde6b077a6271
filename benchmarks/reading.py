"""How well and how fast the Textract fake reads: `python benchmarks/reading.py [SEEDS]`.

Prints recall and precision of everything that the generator's ground truth knows, and seconds per page, for PDFs with a
text layer and for scans at 300 dpi. Aims: PDF words 99 %, pairs and cells 95 %; scans 97 % of the words.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from fakes.textract.blocks.assembly import assemble
from fakes.textract.blocks.builder import Block
from fakes.textract.features import Feature
from fakes.textract.queries import Query
from fakes.textract.reading.document import read_document
from fakes.textract.reading.page import Page
from harness.samples import Sample, write_corpus
from harness.samples.truth import Table, Truth

Findings: TypeAlias = dict[str, list[Any]]


@dataclass
class Score:
    """Counts for one kind of document."""

    hits: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def add(self, wanted: Findings, found: Findings) -> None:
        """Compare what should be there with what was found."""
        for item, things in wanted.items():
            truth, seen = Counter(things), Counter(found[item])
            self.hits[item] += (truth & seen).total()
            self.wanted[item] += truth.total()
            self.found[item] += seen.total()

    def rows(self) -> Iterator[str]:
        """Recall and precision in per cent, item by item."""
        for item, wanted in self.wanted.items():
            recall, precision = self.hits[item] / (wanted or 1), self.hits[item] / (self.found[item] or 1)
            yield f"  {item:10} {wanted:5}  recall {recall:7.2%}  precision {precision:7.2%}"

    @property
    def median_seconds(self) -> float:
        """Per page; the first scan also loads the networks."""
        return sorted(self.seconds)[len(self.seconds) // 2]


def main(seeds: int) -> None:
    """Read the corpora of so many seeds."""
    scores = {".pdf": Score(), ".tif": Score()}
    for seed in range(seeds):
        with TemporaryDirectory() as folder:
            for sample in write_corpus(Path(folder), seed):
                judge(sample, scores[sample.path.suffix])
    for suffix, score in scores.items():
        print(f"{suffix}  {len(score.seconds)} pages, {score.median_seconds:.3f} s a page (median)")
        print("\n".join(score.rows()))


def judge(sample: Sample, score: Score) -> None:
    """Read one sample and compare it with its truth."""
    started = time.perf_counter()
    for number, page in enumerate(read_document(sample.path), start=1):
        if not isinstance(page, Page):
            raise RuntimeError(page.reason)
        score.seconds.append(time.perf_counter() - started)
        queries = [Query(question.text, pages=(str(question.page),)) for question in sample.truth.questions]
        blocks = assemble(page, number, sample.path.name, set(Feature), queries)
        score.add(truth_of(sample.truth, number), BlockReader(blocks).findings())
        started = time.perf_counter()


def truth_of(truth: Truth, page: int) -> Findings:
    """What is known of one page."""
    tables = [table for table in truth.tables if table.page == page]
    return {
        "words": list(truth.words[page - 1]),
        "pairs": [(f"{pair.key}:", pair.value) for pair in truth.key_values if pair.page == page],
        "boxes": [(box.label, box.checked) for box in truth.check_boxes if box.page == page],
        "cells": [cell for table in tables for cell in cells_of(table)],
        "titles": [table.title for table in tables if table.title],
        "items": [item for each in truth.lists if each.page == page for item in each.items],
        "signatures": ["signed" for number in truth.signatures if number == page],
        "figures": ["drawn" for number in truth.figures if number == page],
        "answers": [(question.text, question.answer) for question in truth.questions if question.page == page],
    }


def cells_of(table: Table) -> Iterator[tuple[int, int, int, int, str]]:
    """Row, column, row span, column span and text of each cell and merged cell."""
    for row, texts in enumerate(table.rows, start=1):
        for column, text in enumerate(texts, start=1):
            span = next((span for span in table.spans if span.covers(row, column)), None)
            if span is None:
                yield row, column, 1, 1, text
            elif (row, column) == (span.top, span.left):
                yield row, column, span.bottom - span.top + 1, span.right - span.left + 1, text


@dataclass
class BlockReader:
    """Takes blocks apart as a client of Textract does."""

    blocks: list[Block]

    def __post_init__(self) -> None:
        self.by_id = {block["Id"]: block for block in self.blocks}

    def findings(self) -> Findings:
        """All that was found, under the names that the truth has for it."""
        return {
            "words": [block["Text"] for block in self.of("WORD")],
            "pairs": [(key, value) for key, value in self.pairs() if isinstance(value, str)],
            "boxes": [(key, value) for key, value in self.pairs() if isinstance(value, bool)],
            "cells": list(self.cells()),
            "titles": [self.text(block) for block in self.of("TABLE_TITLE") if self.text(block).isupper()],
            "items": [self.text(self.by_id[one]) for block in self.of("LAYOUT_LIST") for one in self.ids(block)],
            "signatures": ["signed" for _ in self.of("SIGNATURE")],
            "figures": ["drawn" for _ in self.of("LAYOUT_FIGURE")],
            "answers": list(self.answers()),
        }

    def pairs(self) -> Iterator[tuple[str, str | bool]]:
        """Keys with their values: texts, or whether a box is ticked."""
        for key in self.of("KEY_VALUE_SET"):
            if key["EntityTypes"] == ["KEY"]:
                [value] = self.ids(key, "VALUE")
                children = [self.by_id[one] for one in self.ids(self.by_id[value])]
                ticks = [child["SelectionStatus"] == "SELECTED" for child in children if "SelectionStatus" in child]
                yield self.text(key), ticks[0] if ticks else self.text(self.by_id[value])

    def cells(self) -> Iterator[tuple[int, int, int, int, str]]:
        """Like `cells_of`."""
        merged = {one for block in self.of("MERGED_CELL") for one in self.ids(block)}
        for block in self.blocks:
            if block["BlockType"] == "MERGED_CELL" or (block["BlockType"] == "CELL" and block["Id"] not in merged):
                place = (block["RowIndex"], block["ColumnIndex"], block["RowSpan"], block["ColumnSpan"])
                yield *place, self.text(block)

    def answers(self) -> Iterator[tuple[str, str]]:
        """Questions with their answers."""
        for block in self.of("QUERY"):
            for one in self.ids(block, "ANSWER"):
                yield block["Query"]["Text"], self.by_id[one]["Text"]

    def of(self, kind: str) -> Iterator[Block]:
        """The blocks of a kind."""
        return (block for block in self.blocks if block["BlockType"] == kind)

    def ids(self, block: Block, relation: str = "CHILD") -> list[str]:
        """The blocks that a block is related to."""
        return [one for each in block.get("Relationships", []) if each["Type"] == relation for one in each["Ids"]]

    def text(self, block: Block) -> str:
        """The words in a block and in the blocks in it."""
        parts: Iterable[str] = (self.text(self.by_id[one]) for one in self.ids(block))
        return str(block.get("Text") or " ".join(part for part in parts if part))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
