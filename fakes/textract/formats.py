"""The formats that Textract takes, by their first bytes."""

from enum import Enum
from pathlib import Path


class Format(Enum):
    """A document format."""

    PDF = "pdf"
    TIFF = "tiff"
    JPEG = "jpeg"
    PNG = "png"


_SIGNATURES = {
    b"%PDF-": Format.PDF,
    b"II*\x00": Format.TIFF,
    b"MM\x00*": Format.TIFF,
    b"\xff\xd8\xff": Format.JPEG,
    b"\x89PNG\r\n\x1a\n": Format.PNG,
}

_LONGEST = max(map(len, _SIGNATURES))


def sniff(head: bytes) -> Format | None:
    """The format of a document that begins with these bytes (eight are enough), or None."""
    return next((kind for signature, kind in _SIGNATURES.items() if head.startswith(signature)), None)


def sniff_file(path: Path) -> Format | None:
    """The format of a file, or None."""
    with path.open("rb") as file:
        return sniff(file.read(_LONGEST))
