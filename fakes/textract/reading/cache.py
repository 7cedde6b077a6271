"""Keeps what was read, by content: a document is recognised once, whoever uploads it under whatever name.

A reading's key also holds a fingerprint of the code that made it, so that changed code never meets old results.
Files are written aside and then renamed: several engines can share the folder.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from pydantic import TypeAdapter

from fakes.textract.reading.ocr import recogniser_name
from fakes.textract.reading.page import LostPage, Page

CACHE_FOLDER = "textract"
_PAGE: TypeAdapter[Page | LostPage] = TypeAdapter(Page | LostPage)


class Cache:
    """A folder of readings and results."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / CACHE_FOLDER / f"{code_fingerprint()}-{recogniser_name()}"

    def path(self, content: str, kind: str) -> Path:
        """Where something about a document goes.

        Args:
            content: the SHA-256 of the document, in hex.
            kind: what it is; becomes the file's ending.
        """
        return self._folder / content[:2] / f"{content}.{kind}"

    def pages(self, content: str, read: Callable[[], Iterator[Page | LostPage]]) -> Iterator[Page | LostPage]:
        """The pages of a document: from the folder, or by `read` and then kept when it came to the end."""
        path = self.path(content, "pages.jsonl")
        try:
            lines = path.open("rb")
        except FileNotFoundError:
            with Draft(path) as draft:
                for page in read():
                    draft.write_line(_PAGE.dump_json(page))
                    yield page
            return
        with lines:
            os.utime(path)  # the least recently used are pruned first
            yield from map(_PAGE.validate_json, lines)

    def save_lines(self, path: Path, lines: Iterable[bytes]) -> None:
        """Write a file of lines, whole or not at all."""
        with Draft(path) as draft:
            for line in lines:
                draft.write_line(line)


class Draft:
    """A file that appears under its name only when its block ends without an error."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> "Draft":
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = NamedTemporaryFile(dir=self._path.parent, delete=False)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._file.close()
        if kind is None:
            Path(self._file.name).replace(self._path)
        else:
            Path(self._file.name).unlink()

    def write_line(self, line: bytes) -> None:
        """Append a line."""
        self._file.write(line + b"\n")


@cache
def code_fingerprint() -> str:
    """A short name for the present code of this reader."""
    root = Path(__file__).parent.parent
    sources = sorted([*root.glob("reading/*.py"), *root.glob("blocks/*.py"), root / "queries.py"])
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]
