"""The generator's promises: same seed, same bytes; what the truth says is on the paper."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from harness.samples import Sample, write_broken_samples, write_corpus, write_oddly_named_samples, write_samples
from harness.samples.broken import ODD_NAMES

SEED = 5
V1_FIELDS = {
    "documentType",
    "grantors",
    "grantees",
    "propertyAddress",
    "parcelNumber",
    "legalDescription",
    "salePrice",
    "recordingDate",
    "documentNumber",
    "county",
    "notary",
}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    return write_samples(tmp_path_factory.mktemp("samples"), SEED)


def test_same_seed_same_bytes_and_another_seed_another_sale(samples: list[Sample], tmp_path: Path) -> None:
    again, other = write_samples(tmp_path / "again", SEED), write_samples(tmp_path / "other", SEED + 1)

    assert [sample.path.read_bytes() for sample in again] == [sample.path.read_bytes() for sample in samples]
    assert [sample.truth for sample in again] == [sample.truth for sample in samples]
    assert other[0].truth.fields["documentNumber"] != samples[0].truth.fields["documentNumber"]


def test_the_pdf_has_a_text_layer_with_exactly_the_words_of_the_truth(samples: list[Sample]) -> None:
    document = pypdfium2.PdfDocument(samples[0].path)

    printed = [sorted(page.get_textpage().get_text_bounded().split()) for page in document]

    assert printed == [sorted(words) for words in samples[0].truth.words]


def test_the_scan_is_a_group_4_tiff_of_several_pages(samples: list[Sample]) -> None:
    with Image.open(samples[1].path) as scan:
        assert (scan.format, scan.mode, scan.info["compression"]) == ("TIFF", "1", "group4")
        assert scan.n_frames == len(samples[1].truth.words) > 1  # type: ignore[attr-defined]


def test_every_field_of_the_truth_is_stated(samples: list[Sample]) -> None:
    for sample in samples:
        text = " ".join(word for page in sample.truth.words for word in page)
        fields = sample.truth.fields
        names = [name for side in ("grantors", "grantees") for name in _list(fields[side])]
        stated = [
            fields["legalDescription"],
            fields["parcelNumber"],
            fields["documentNumber"],
            fields["notary"],
            *names,
        ]

        assert fields.keys() == V1_FIELDS
        assert all(str(value) in text for value in (*stated, *names))


def test_each_flaw_has_a_file(tmp_path: Path) -> None:
    samples = write_broken_samples(tmp_path)

    assert len({sample.flaw for sample in samples}) == len(samples) == len(list(tmp_path.iterdir()))


def test_odd_names_are_really_on_disk(tmp_path: Path) -> None:
    write_oddly_named_samples(tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == set(ODD_NAMES)


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def test_the_corpus_is_the_same_for_the_same_seed_and_tells_what_its_tables_merge(tmp_path: Path) -> None:
    corpus, again = write_corpus(tmp_path / "one", SEED), write_corpus(tmp_path / "two", SEED)

    assert [sample.path.read_bytes() for sample in corpus] == [sample.path.read_bytes() for sample in again]
    statement = corpus[2].truth
    [table] = statement.tables
    assert len(table.spans) == 4
    for span in table.spans:
        inside = [
            text
            for row, texts in enumerate(table.rows, start=1)
            for column, text in enumerate(texts, start=1)
            if span.covers(row, column)
        ]
        assert inside[0]
        assert not any(inside[1:])


def test_the_document_type_is_one_of_the_platform_s_kinds(samples: list[Sample]) -> None:
    assert {sample.truth.fields["documentType"] for sample in samples} == {"deed"}
