"""Which uploads are documents: by size and by their first bytes, whatever the name says."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from lambda_kit.errors import PlatformError
from textract_processor.domain.naming import INCOMING

SIGNATURES: Final = {
    b"%PDF-": "PDF",
    b"II*\x00": "TIFF",  # TIFF 6.0, little endian
    b"MM\x00*": "TIFF",  # TIFF 6.0, big endian
}
FORMAT_OF_SUFFIX: Final = {".pdf": "PDF", ".tif": "TIFF", ".tiff": "TIFF"}
SIGNATURE_BYTES: Final = max(map(len, SIGNATURES))


class DocumentRejectedError(PlatformError):
    """The document itself is at fault: it goes to `failed/` with this reason, and nothing is retried."""


@dataclass(frozen=True)
class Content:
    """What was learned from a document's bytes: their number and the hexadecimal SHA-256."""

    size: int
    sha256: str


def is_document(key: str) -> bool:
    """Whether a key is a document's by its place and its suffix, in any case."""
    return key.startswith(INCOMING) and _suffix(key) in FORMAT_OF_SUFFIX


def is_ignored(key: str) -> bool:
    """Whether a key is that of an upload which is no document."""
    return key.startswith(INCOMING) and not is_document(key)


def inspect(key: str, size: int, limit: int, chunks: Iterable[bytes]) -> Content:
    """Check a document and hash it, holding one chunk at a time.

    Args:
        key: the object's key; only its suffix counts, in any case.
        size: the object's size in bytes, checked before a byte is read.
        limit: the largest size allowed, in bytes.
        chunks: the object's content, in order.

    Raises:
        DocumentRejectedError: `EmptyDocument`, `DocumentTooLarge`, `UnsupportedFormat` or `MisleadingExtension`.
    """
    _check_size(size, limit)
    digest, head = sha256(), b""
    for chunk in chunks:
        digest.update(chunk)
        if len(head) < SIGNATURE_BYTES:
            head += chunk[:SIGNATURE_BYTES]
            if len(head) >= SIGNATURE_BYTES:
                _check_format(key, head)
    _check_format(key, head)
    return Content(size, digest.hexdigest())


def _check_size(size: int, limit: int) -> None:
    if size < 1:
        raise DocumentRejectedError("EmptyDocument", "the file is empty")
    if size > limit:
        raise DocumentRejectedError("DocumentTooLarge", f"the file has {size:,} bytes; the limit is {limit:,}")


def _check_format(key: str, head: bytes) -> None:
    found = next((name for signature, name in SIGNATURES.items() if head.startswith(signature)), None)
    if found is None:
        raise DocumentRejectedError("UnsupportedFormat", "the content is neither PDF nor TIFF")
    if FORMAT_OF_SUFFIX.get(_suffix(key)) != found:
        raise DocumentRejectedError("MisleadingExtension", f"{key} by its name is not what its content is: {found}")


def _suffix(key: str) -> str:
    """What follows the last dot, the dot included: unlike a path's suffix also of a name that is nothing else."""
    return f".{key.rpartition('.')[2].lower()}"
