"""The synchronous operations: one page, read while the caller waits."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from fakes.common.objects import Location, copy_and_hash
from fakes.common.owner import Owner
from fakes.textract.analysis import DocumentReader
from fakes.textract.documents import Documents
from fakes.textract.errors import (
    BadDocumentError,
    DocumentTooLargeError,
    InvalidParameterError,
    UnsupportedDocumentError,
)
from fakes.textract.features import Feature
from fakes.textract.formats import sniff_file
from fakes.textract.queries import Query
from fakes.textract.reading.messages import Reading, ReadRequest

MAX_BYTES = 10 * 1024 * 1024
"""In synchronous operations: https://docs.aws.amazon.com/textract/latest/dg/limits-document.html"""


class Immediate:
    """Reads documents of one page.

    Args:
        documents: where documents in S3 come from.
        reader: reads them.
    """

    def __init__(self, documents: Documents, reader: DocumentReader) -> None:
        self._documents = documents
        self._reader = reader

    def read(
        self,
        owner: Owner,
        document: bytes | Location,
        features: frozenset[Feature],
        queries: tuple[Query, ...],
    ) -> list[dict[str, Any]]:
        """The blocks of a document.

        Raises:
            TextractError: the document isn't there, is too large, has several pages or can't be read.
        """
        with self._local_copy(owner, document) as (path, content):
            _check(path)
            answer = self._reader.read(ReadRequest(document=path, content=content, features=features, queries=queries))
        if not isinstance(answer, Reading):
            raise BadDocumentError(answer.reason)
        if answer.pages > 1:
            raise UnsupportedDocumentError
        with answer.blocks.open("rb") as lines:
            return [json.loads(line) for line in lines]

    @contextmanager
    def _local_copy(self, owner: Owner, document: bytes | Location) -> Iterator[tuple[Path, str]]:
        with NamedTemporaryFile(prefix="textract-") as copy:
            if isinstance(document, bytes):
                content = copy_and_hash([document], copy)
            else:
                content = self._documents.fetch(owner, document, copy)
            yield Path(copy.name), content


def _check(path: Path) -> None:
    size = path.stat().st_size
    if size == 0:
        raise InvalidParameterError
    if size > MAX_BYTES:
        raise DocumentTooLargeError
    if sniff_file(path) is None:
        raise UnsupportedDocumentError
