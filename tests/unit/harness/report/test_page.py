"""The page, read back by a parser as a browser would."""

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from harness.errors import SubmitError
from harness.report.run import new_run
from harness.report.write import write_report
from harness.submit.summary import DocumentResult

EVIL = "<script>alert(1)<b>\"'&{{ 7 * 7 }}.pdf"
INJECTION = "\"><script>alert(2)</script><img src=x onerror=alert(3)>'"

CONTENTS: dict[str, Any] = {
    "s3://b/v1.json": {},
    "s3://b/v2.json": {
        "sections": [
            {
                "title": INJECTION,
                "fields": [{"name": INJECTION, "value": INJECTION, "type": INJECTION}],
                "tables": [{"title": INJECTION, "headers": [INJECTION], "rows": [[INJECTION]]}],
            }
        ]
    },
    "s3://b/raw.json": {
        "Blocks": [
            {
                "Id": "w1",
                "BlockType": "WORD",
                "Page": 1,
                "Geometry": {"BoundingBox": {"Left": 0.25, "Top": 0.5, "Width": 0.125, "Height": 0.0625}},
            }
        ]
    },
}


class Elements(HTMLParser):
    """Every element with its attributes, and all text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


def read_output(address: str) -> bytes:
    if address not in CONTENTS:
        raise SubmitError(f"Can't read {address}: NoSuchKey")
    return json.dumps(CONTENTS[address]).encode()


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / EVIL
    canvas = Canvas(str(path))
    canvas.drawString(72, 72, "King")
    canvas.save()
    return path


@pytest.fixture
def result(document: Path) -> DocumentResult:
    return DocumentResult.model_validate(
        {
            "file": str(document),
            "key": f"incoming/{EVIL}",
            "processingId": INJECTION,
            "status": "COMPLETED",
            "model": INJECTION,
            "fields": {
                "county": {"value": "King", "confidence": 99.5, "pages": [1], "blockIds": ["w1"]},
                INJECTION: {"value": INJECTION, "confidence": 12.0},
                "notary": {"value": None, "confidence": None},
            },
            "outputs": {
                "v1Schema": "s3://b/v1.json",
                "v2Dynamic": "s3://b/v2.json",
                "textractRaw": "s3://b/raw.json",
                f"../{INJECTION}": "s3://b/v1.json",
                "v2Summary": "s3://b/gone.md",
            },
            "timings": {"uploaded": 10, "accepted": 20, "completed": 900},
        }
    )


def test_nothing_of_a_document_becomes_markup(tmp_path: Path, result: DocumentResult) -> None:
    page = Elements(write_report(tmp_path / "run", [result], read_output).read_text())

    assert not page.named("script")
    assert len(page.named("img")) == 1
    assert not [attributes for _, attributes in page.found if any(name.startswith("on") for name in attributes)]
    assert page.text.count(INJECTION) >= 7
    assert EVIL in page.text


def test_the_page_needs_no_network(tmp_path: Path, result: DocumentResult) -> None:
    text = write_report(tmp_path / "run", [result], read_output).read_text()
    page = Elements(text)

    addresses = [attributes[name] for _, attributes in page.found for name in ("src", "href") if name in attributes]
    assert addresses
    assert all(re.match(r"data:image/jpeg;|#|outputs/", address) for address in addresses)
    assert "@import" not in text
    assert "url(" not in text


def test_a_field_and_its_box_share_a_number(tmp_path: Path, result: DocumentResult) -> None:
    page = Elements(write_report(tmp_path / "run", [result], read_output).read_text())

    (box,) = [
        attributes
        for attributes in page.named("rect")
        if attributes.get("class", "").startswith("b") and attributes["class"] != "bar"
    ]
    assert box["class"] == "b1"
    assert [box[name] for name in ("x", "y", "width", "height")] == ["0.25000", "0.50000", "0.12500", "0.06250"]
    assert page.named("tr")[0]["class"] == "f1"
    assert page.named("tr")[0]["id"] == "d1-f1"
    assert {"href": "#d1-f1", "tabindex": "-1"} in page.named("a")


def test_every_link_leads_somewhere(tmp_path: Path, result: DocumentResult) -> None:
    path = write_report(tmp_path / "run", [result, result], read_output)
    page = Elements(path.read_text())

    ids = {attributes["id"] for _, attributes in page.found if "id" in attributes}
    for address in (attributes["href"] for attributes in page.named("a")):
        assert address[1:] in ids if address.startswith("#") else (path.parent / address).is_file()


def test_copies_lie_beside_the_page_under_names_of_ours(tmp_path: Path, result: DocumentResult) -> None:
    write_report(tmp_path / "run", [result], read_output)

    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert written - {EVIL} == {
        "run/index.html",
        "run/outputs/1/v1Schema.json",
        "run/outputs/1/v2Dynamic.json",
        "run/outputs/1/textractRaw.json",
        "run/outputs/1/4.json",
    }
    assert json.loads((tmp_path / "run/outputs/1/v2Dynamic.json").read_text()) == CONTENTS["s3://b/v2.json"]


def test_what_is_missing_is_said_and_not_hidden(tmp_path: Path, result: DocumentResult) -> None:
    lost = result.model_copy(update={"outputs": {"v2Dynamic": "s3://b/raw.json", "textractRaw": "s3://b/gone"}})

    page = Elements(write_report(tmp_path / "run", [lost], read_output).read_text())

    assert "Can't read s3://b/gone: NoSuchKey" in page.text
    assert "The V2 output isn't of the promised form." in page.text


def test_a_failed_document_shows_its_reason_first(tmp_path: Path, document: Path) -> None:
    failed = DocumentResult(
        file=str(document.with_name("gone.pdf")),
        key="k",
        processing_id=None,
        status="FAILED",
        reason="EmptyFile: no bytes",
    )

    page = Elements(write_report(tmp_path / "run", [failed], read_output).read_text())

    assert "0 of 1 document completed" in page.text
    assert page.text.index("EmptyFile: no bytes") < page.text.index("No picture of this document")


def test_a_folder_that_cannot_be_written_is_an_error_with_a_hint(tmp_path: Path, result: DocumentResult) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(SubmitError, match="Can't write the page") as caught:
        write_report(tmp_path / "file", [result], read_output)

    assert "--report" in caught.value.hint


def test_names_of_runs_sort_by_time() -> None:
    names = [new_run("demo", datetime(2026, month, 1, 9, 5, tzinfo=UTC)) for month in (9, 10, 11)]

    assert names == sorted(names)
    assert re.fullmatch(r"demo-20260901-090500-[0-9a-f]{6}", names[0])
