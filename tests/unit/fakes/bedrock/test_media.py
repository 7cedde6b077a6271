import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from reportlab.pdfgen.canvas import Canvas

from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.media import describe_image, read_document


def test_a_pdf_is_read_page_by_page() -> None:
    file = io.BytesIO()
    pdf = Canvas(file)
    for line in ("County: Cook", "Parcel: 12-34"):
        pdf.drawString(72, 720, line)
        pdf.showPage()
    pdf.save()

    assert read_document("pdf", file.getvalue()) == "County: Cook\nParcel: 12-34"


def test_plain_formats_are_read_as_they_are() -> None:
    assert read_document("md", "# Grüße".encode()) == "# Grüße"


def test_a_format_that_is_not_read_is_named() -> None:
    with pytest.raises(NotImplementedError, match="docx"):
        read_document("docx", b"")


@given(st.binary(max_size=200))
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidRequestError):
        read_document("pdf", data)


@given(st.binary(max_size=200))
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidRequestError, match="Could not process image"):
        describe_image(data)


def test_a_pictures_own_description_is_told() -> None:
    described = PngImagePlugin.PngInfo()
    described.add_itxt("Description", "a shoe")
    file = io.BytesIO()
    Image.new("RGB", (3, 2), "lime").save(file, "PNG", pnginfo=described)

    assert describe_image(file.getvalue()) == "PNG picture, 3 x 2 pixels, mean colour #00ff00. a shoe"
