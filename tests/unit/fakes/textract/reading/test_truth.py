"""The samples say what is in them; the readers must find it."""

from collections import Counter
from dataclasses import dataclass

import pytest

from fakes.textract.reading.document import read_document
from fakes.textract.reading.page import Page
from harness.samples import write_samples
from harness.samples.truth import Sample, Truth


@dataclass(frozen=True)
class Judged:
    """What a sample says, and what was read in it."""

    truth: Truth
    pages: list[Page]

    @property
    def recall(self) -> float:
        """The share of words that were found on their page."""
        found = sum(
            (Counter(word.text for word in page.words) & Counter(words)).total()
            for page, words in zip(self.pages, self.truth.words, strict=True)
        )
        return found / sum(map(len, self.truth.words))


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> list[Judged]:
    samples = write_samples(tmp_path_factory.mktemp("samples"), seed=3)
    return [_judge(sample) for sample in samples]


def _judge(sample: Sample) -> Judged:
    pages = list(read_document(sample.path))
    assert all(isinstance(page, Page) for page in pages)
    return Judged(sample.truth, [page for page in pages if isinstance(page, Page)])


def test_every_word_of_a_text_layer_is_found_and_no_other(judged: list[Judged]) -> None:
    pdf = judged[0]

    assert pdf.recall == 1.0
    assert sum(len(page.words) for page in pdf.pages) == sum(map(len, pdf.truth.words))


def test_a_scan_at_300_dpi_yields_97_words_of_100(judged: list[Judged]) -> None:
    assert judged[1].recall >= 0.97


@pytest.mark.parametrize("number", [0, 1], ids=["pdf", "scan"])
def test_check_boxes_are_found_ticked_or_not(judged: list[Judged], number: int) -> None:
    boxes = [sorted(page.check_boxes, key=lambda box: box.box.top) for page in judged[number].pages]

    assert [box.checked for page in boxes for box in page] == [box.checked for box in judged[number].truth.check_boxes]
