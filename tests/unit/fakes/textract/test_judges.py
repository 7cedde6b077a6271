"""AWS's own parsers judge what is made of a corpus: they read it, and find what is printed."""

from pathlib import Path
from typing import Any

import pytest
import trp
import trp.trp2 as trp2

from fakes.textract.blocks.assembly import assemble
from fakes.textract.features import Feature
from fakes.textract.queries import Query
from fakes.textract.reading.document import read_document
from fakes.textract.reading.page import Page
from harness.samples import Sample, write_corpus
from harness.samples.truth import Truth

ALL = frozenset(Feature)


@pytest.fixture(scope="module")
def textractor() -> Any:
    return pytest.importorskip("textractor.parsers.response_parser")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sample]:
    return {sample.path.name: sample for sample in write_corpus(tmp_path_factory.mktemp("corpus"), seed=4)}


@pytest.fixture(
    scope="module",
    params=["warranty-deed.pdf", "quitclaim-deed.tif", "closing-statement.pdf", "closing-statement-270.tif"],
)
def judged(corpus: dict[str, Sample], request: pytest.FixtureRequest) -> tuple[dict[str, Any], Truth]:
    """What Textract answers to a document, and what the document says."""
    sample = corpus[request.param]
    return _answer(sample.path, sample.truth), sample.truth


def _answer(path: Path, truth: Truth) -> dict[str, Any]:
    queries = [Query(question.text, pages=(str(question.page),)) for question in truth.questions]
    pages = [page for page in read_document(path) if isinstance(page, Page)]
    blocks = [block for n, page in enumerate(pages, start=1) for block in assemble(page, n, path.name, ALL, queries)]
    return {"DocumentMetadata": {"Pages": len(pages)}, "JobStatus": "SUCCEEDED", "Blocks": blocks}


def test_the_response_parser_finds_every_table_with_its_cells(judged: tuple[dict[str, Any], Truth]) -> None:
    answer, truth = judged

    tables = [table for page in trp.Document(answer).pages for table in page.tables]

    assert [[len(row.cells) for row in table.rows] for table in tables] == [
        [len(row) for row in table.rows] for table in truth.tables
    ]
    assert [len(table.merged_cells) for table in tables] == [len(table.spans) for table in truth.tables]


def test_the_response_parser_s_schema_knows_every_member(judged: tuple[dict[str, Any], Truth]) -> None:
    answer, truth = judged

    document = trp2.TDocumentSchema().load(
        {**answer, "Blocks": [_without_rotation(block) for block in answer["Blocks"]]}
    )

    asked = {found[0] for page in document.pages for found in document.get_query_answers(page=page)}
    assert asked == {question.text for question in truth.questions}


def _without_rotation(block: dict[str, Any]) -> dict[str, Any]:
    """The schema is older than this member of turned words."""
    geometry = {name: value for name, value in block.get("Geometry", {}).items() if name != "RotationAngle"}
    return {**block, "Geometry": geometry} if geometry else block


def test_textractor_finds_tables_with_titles_forms_signatures_and_answers(
    judged: tuple[dict[str, Any], Truth], textractor: Any
) -> None:
    answer, truth = judged

    document = textractor.parse(answer)

    assert [(table.row_count, table.column_count) for table in document.tables] == [
        (len(table.rows), len(table.rows[0])) for table in truth.tables
    ]
    assert [table.title.text for table in document.tables] == [table.title for table in truth.tables]
    assert len(document.key_values) == len(truth.key_values)
    assert len(document.checkboxes) == len(truth.check_boxes)
    assert len(document.signatures) == len(truth.signatures)
    assert len([query for query in document.queries if query.result]) == len(truth.questions)


def test_textractor_reads_a_page_in_the_order_in_which_it_is_printed(
    judged: tuple[dict[str, Any], Truth], textractor: Any
) -> None:
    answer, truth = judged

    for page, printed in zip(textractor.parse(answer).pages, truth.words, strict=True):
        read = [word for word in page.get_text().split() if word in printed]
        order = iter(printed)
        in_order = [word for word in read if word in order]

        assert len(in_order) > 0.9 * len(printed)
