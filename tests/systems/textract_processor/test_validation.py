"""Which uploads are documents."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textract_processor.domain.validation import DocumentRejectedError, inspect, is_document

LIMIT = 1000


def rejection_code(key: str, content: bytes, size: int | None = None) -> str:
    with pytest.raises(DocumentRejectedError) as caught:
        inspect(key, len(content) if size is None else size, LIMIT, [content])
    return caught.value.code


@pytest.mark.parametrize(
    ("key", "head"),
    [
        ("incoming/deed.pdf", b"%PDF-1.4"),
        ("incoming/DEED.PDF", b"%PDF-2.0"),
        ("incoming/scan.tif", b"II*\x00"),
        ("incoming/a b+c'\"😀.TIFF", b"MM\x00*"),
    ],
)
def test_a_document_is_known_by_its_first_bytes_and_hashed(key: str, head: bytes) -> None:
    content = inspect(key, len(head), LIMIT, [head])
    assert (content.size, content.sha256) == (len(head), sha256(head).hexdigest())


@pytest.mark.parametrize("key", ["incoming/a.pdf", "incoming/a/b.pDf", "incoming/.TIFF", "incoming/a.b.Tif"])
def test_a_document_is_named_by_its_place_and_its_suffix_in_any_case(key: str) -> None:
    assert is_document(key)


@pytest.mark.parametrize(
    "key", ["failed/2026-01-31/a.pdf", "incoming/a.docx", "incoming/pdf", "incoming/a.pdf/", "a.pdf"]
)
def test_anything_else_is_no_document(key: str) -> None:
    assert not is_document(key)


def test_an_empty_file_is_rejected() -> None:
    assert rejection_code("incoming/a.pdf", b"") == "EmptyDocument"


def test_an_oversized_file_is_rejected_before_it_is_read() -> None:
    def unreadable() -> Iterator[bytes]:
        raise AssertionError("read")
        yield b""

    with pytest.raises(DocumentRejectedError, match="1,001 bytes"):
        inspect("incoming/a.pdf", LIMIT + 1, LIMIT, unreadable())


def test_the_largest_document_allowed_is_accepted() -> None:
    assert inspect("a.pdf", LIMIT, LIMIT, [b"%PDF-"]).size == LIMIT


@pytest.mark.parametrize("content", [b"plain text", b"PK\x03\x04", b"%PD", b"II*", b" %PDF-1.4", b"II+\x00"])
def test_other_content_is_rejected(content: bytes) -> None:
    assert rejection_code("incoming/a.pdf", content) == "UnsupportedFormat"


@pytest.mark.parametrize(("key", "head"), [("a.tif", b"%PDF-1.4"), ("a.pdf", b"II*\x00"), ("a", b"%PDF-1.4")])
def test_a_name_that_lies_is_rejected(key: str, head: bytes) -> None:
    assert rejection_code(key, head) == "MisleadingExtension"


def test_a_file_that_is_no_document_is_not_read_to_its_end() -> None:
    chunks = iter([b"not a document", b"never read"])
    with pytest.raises(DocumentRejectedError):
        inspect("a.pdf", 100, LIMIT, chunks)
    assert next(chunks) == b"never read"


@given(body=st.binary(max_size=64), cuts=st.lists(st.integers(min_value=0, max_value=70), max_size=5))
def test_it_does_not_matter_how_the_content_is_cut_into_chunks(body: bytes, cuts: list[int]) -> None:
    content = b"%PDF-" + body
    edges = [0, *sorted(cuts), len(content)]
    chunks = [content[start:end] for start, end in pairwise(edges)]
    assert inspect("a.pdf", len(content), LIMIT, chunks).sha256 == sha256(content).hexdigest()
