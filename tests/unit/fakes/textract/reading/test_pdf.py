from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from fakes.textract.reading.document import read_document
from fakes.textract.reading.errors import UnreadableDocumentError
from fakes.textract.reading.page import Page
from harness.samples import write_broken_samples


def _write(path: Path) -> Path:
    canvas = Canvas(str(path), pagesize=(400, 600))
    canvas.drawString(40, 550, "Upper left")
    canvas.save()
    return path


def _turn(path: Path, degrees: int) -> Path:
    turned = path.with_stem("turned")
    with closing(pypdfium2.PdfDocument(path)) as document:
        document[0].set_rotation(degrees)
        document.save(turned)
    return turned


def _read(path: Path) -> Page:
    [page] = read_document(path)
    assert isinstance(page, Page)
    return page


def test_words_are_where_they_were_printed(tmp_path: Path) -> None:
    page = _read(_write(tmp_path / "page.pdf"))

    assert [word.text for word in page.words] == ["Upper", "left"]
    upper, left = (word.box for word in page.words)
    assert upper.left == pytest.approx(40, abs=1)
    assert upper.top < 50 < upper.bottom
    assert upper.right < left.left


def test_a_turned_page_is_read_as_it_is_shown(tmp_path: Path) -> None:
    """A quarter turn clockwise brings the upper left corner to the upper right one."""
    page = _read(_turn(_write(tmp_path / "page.pdf"), 90))

    assert (page.width, page.height) == (600, 400)
    assert all(word.box.left > 500 for word in page.words)
    assert all(word.box.bottom < 150 for word in page.words)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("empty", "not a PDF"),
        ("not-a-pdf", "not a PDF"),
        ("truncated", "broken"),
        ("password-protected", "password"),
        ("zero-pages", "no pages"),
    ],
)
def test_what_can_not_be_read_says_why(tmp_path: Path, name: str, reason: str) -> None:
    write_broken_samples(tmp_path)

    with pytest.raises(UnreadableDocumentError, match=reason):
        list(read_document(tmp_path / f"{name}.pdf"))


def test_a_document_of_more_than_3000_pages_is_refused(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "long.pdf"))
    for _ in range(3001):
        canvas.showPage()
    canvas.save()

    with pytest.raises(UnreadableDocumentError, match="3001 pages, more than the limit of 3000"):
        read_document(tmp_path / "long.pdf")
