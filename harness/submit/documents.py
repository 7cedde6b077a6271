"""The files that a user wants to submit, checked before the first byte is uploaded."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from harness.errors import UsageError

INCOMING: Final = "incoming/"
"""Prefix under which the pipeline looks for uploads."""

CONTENT_TYPES: Final = {".pdf": "application/pdf", ".tif": "image/tiff", ".tiff": "image/tiff"}
"""Media type by file name suffix; the pipeline ignores every other suffix."""

MAX_KEY_BYTES: Final = 1024
"""S3's limit on a key, in bytes of UTF-8.
Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html"""


@dataclass(frozen=True)
class Document:
    """A file to submit.

    Attributes:
        path: where it is on this machine.
        key: the S3 key that it gets; its last part is the file's own name, unchanged.
    """

    path: Path
    key: str

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def content_type(self) -> str | None:
        """Media type by suffix, in any case; None for a file that the pipeline ignores."""
        return next((kind for suffix, kind in CONTENT_TYPES.items() if self.name.lower().endswith(suffix)), None)


def gather(files: Sequence[Path], prefix: str = "") -> list[Document]:
    """Check every file and choose its key `incoming/[<prefix>/]<file name>`.

    Args:
        files: in the order in which results are wanted.
        prefix: folders below `incoming/`, separated by slashes.

    Raises:
        UsageError: a file can't be read, two would get the same key, or a key would be no key.
    """
    folder = INCOMING + _folder(prefix)
    documents = [Document(file, folder + file.name) for file in files]
    unusable = [f"{document.path}: {fault}" for document in documents if (fault := _fault(document))]
    if unusable:
        raise UsageError("Nothing was uploaded, because not every file can be.", details=unusable)
    _require_distinct(documents)
    return documents


def _folder(prefix: str) -> str:
    parts = [part for part in prefix.split("/") if part]
    if any(part in (".", "..") for part in parts):
        raise UsageError(f"A prefix can't contain '.' or '..': {prefix!r}.")
    return "".join(f"{part}/" for part in parts)


def _fault(document: Document) -> str | None:
    """Why a file can't be submitted, or None. What is in it is for the pipeline to judge."""
    if not document.path.exists():
        return "there is no such file"
    if not document.path.is_file():
        return "not a file"
    try:
        document.path.open("rb").close()
        size = len(document.key.encode())
    except OSError as error:
        return f"can't be read ({error.strerror})"
    except UnicodeEncodeError:
        return "its name isn't UTF-8, which S3 demands"
    return f"its key would have {size} bytes; S3 takes {MAX_KEY_BYTES}" if size > MAX_KEY_BYTES else None


def _require_distinct(documents: Sequence[Document]) -> None:
    counts = Counter(document.key for document in documents)
    twice = [document for document in documents if counts[document.key] > 1]
    if twice:
        raise UsageError(
            f"Several files are named {twice[0].name!r}, and one would overwrite the other.",
            hint="Submit them one after the other, each with a --prefix of its own.",
            details=[str(document.path) for document in twice],
        )
