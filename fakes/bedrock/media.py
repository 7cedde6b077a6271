"""Reads what stands beside the text of a request: pictures as their facts, documents as their text."""

import io
from threading import Lock

from fakes.bedrock.errors import InvalidRequestError

_PLAIN = {"txt", "md", "csv", "html"}
# PDFium is not safe under threads, and the engine answers several callers at a time.
_PDFIUM = Lock()


def describe_image(data: bytes) -> str:
    """Say what is certain of a picture: format, size, mean colour, and the description that it may carry.

    Raises:
        InvalidRequestError: the bytes are no picture.
    """
    # Loaded with the first picture: most conversations have none.
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            mean = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).tobytes()
            facts = f"{image.format} picture, {image.width} x {image.height} pixels, mean colour #{mean.hex()}"
            description = image.info.get("Description")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise InvalidRequestError("Could not process image") from None
    return f"{facts}. {description}" if isinstance(description, str) else facts


def read_document(kind: str, data: bytes) -> str:
    """Read an attached document's text.

    Args:
        kind: its format in the Converse API's words, such as `pdf` or `txt`.
        data: its bytes.

    Raises:
        InvalidRequestError: a PDF that can't be opened.
        NotImplementedError: a format that is not read here.
    """
    if kind in _PLAIN:
        return data.decode(errors="replace")
    if kind == "pdf":
        return "\n".join(_pages(data))
    raise NotImplementedError(f"Documents of format {kind} are not emulated: only pdf, {', '.join(sorted(_PLAIN))}.")


def _pages(data: bytes) -> list[str]:
    import pypdfium2

    try:
        with _PDFIUM, pypdfium2.PdfDocument(data) as pdf:
            return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]
    except pypdfium2.PdfiumError:
        raise InvalidRequestError("The document file is corrupted or can't be read.") from None
