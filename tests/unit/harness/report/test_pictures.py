import base64
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from harness.report.pictures import MAX_HEIGHT, MAX_WIDTH, NotAPictureError, PagePicture, choose_pages, draw_pages


def write_pdf(path: Path, pages: int, size: tuple[float, float] = (612, 792)) -> Path:
    canvas = Canvas(str(path), pagesize=size)
    for number in range(pages):
        canvas.rect(0, 0, size[0] / 2, size[1] / 2, fill=1)
        canvas.drawString(72, size[1] - 72, f"Page {number + 1}")
        canvas.showPage()
    canvas.save()
    return path


def write_tiff(path: Path, pages: int) -> Path:
    first, *rest = (Image.new("1", (1700, 2200), number % 2) for number in range(pages))
    first.save(path, save_all=True, append_images=rest, compression="group4", format="TIFF")
    return path


def decode(picture: PagePicture) -> Image.Image:
    head, _, content = picture.address.partition(",")
    assert head == "data:image/jpeg;base64"
    return Image.open(BytesIO(base64.b64decode(content)))


def test_each_page_of_a_pdf_is_a_picture_of_what_is_on_it(tmp_path: Path) -> None:
    drawn = draw_pages(write_pdf(tmp_path / "a.pdf", 2))

    assert (len(drawn.pages), drawn.page_count) == (2, 2)
    image = decode(drawn.pages[0]).convert("L")
    assert image.size == (drawn.pages[0].width, drawn.pages[0].height)
    assert image.getpixel((10, image.height - 10)) == pytest.approx(0, abs=20)
    assert image.getpixel((image.width - 10, 10)) == pytest.approx(255, abs=20)


def test_each_page_of_a_scan_is_a_grey_picture(tmp_path: Path) -> None:
    drawn = draw_pages(write_tiff(tmp_path / "scan.pdf", 3))  # told by its first bytes, not by its name

    assert [decode(page).mode for page in drawn.pages] == ["L"] * 3
    assert all(page.width <= MAX_WIDTH and page.height <= MAX_HEIGHT for page in drawn.pages)


def test_an_endless_strip_of_paper_stays_small(tmp_path: Path) -> None:
    (page,) = draw_pages(write_pdf(tmp_path / "a.pdf", 1, (50, 14_000))).pages

    assert page.height <= MAX_HEIGHT


def test_a_long_document_shows_the_pages_on_which_something_was_found(tmp_path: Path) -> None:
    drawn = draw_pages(write_pdf(tmp_path / "a.pdf", 30), wanted={29, 7, 99}, limit=4)

    assert [page.number for page in drawn.pages] == [1, 2, 7, 29]
    assert drawn.page_count == 30


@given(st.integers(0, 400), st.sets(st.integers(-5, 400)), st.integers(1, 20))
def test_chosen_pages_exist_once_in_order_and_never_exceed_the_limit(count: int, wanted: set[int], limit: int) -> None:
    chosen = choose_pages(count, wanted, limit)

    assert chosen == sorted(set(chosen))
    assert len(chosen) == min(count, limit)
    assert all(1 <= number <= count for number in chosen)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"%PDF-1.7\n", b"II*\0", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\0\0"]
)
def test_what_cannot_be_drawn_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.pdf").write_bytes(content)

    with pytest.raises(NotAPictureError):
        draw_pages(tmp_path / "x.pdf")


def test_a_file_that_has_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotAPictureError, match="No such file"):
        draw_pages(tmp_path / "gone.pdf")
