from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.textract.reading.cache import Cache
from fakes.textract.reading.errors import UnreadableDocumentError
from fakes.textract.reading.page import Page
from tests.unit.fakes.textract.pages import grid, page, words

PAGES = [page(words("one", 10, 10)), page(words("two", 10, 10), grid([1, 2], [3, 4]), skew=0.5)]


def _unreachable() -> Iterator[Page]:
    raise AssertionError("read again")


def _breaks_on_page_two() -> Iterator[Page]:
    yield PAGES[0]
    raise UnreadableDocumentError("torn")


def test_a_document_is_read_once(tmp_path: Path) -> None:
    first = list(Cache(tmp_path).pages("abc", lambda: iter(PAGES)))

    assert first == PAGES
    assert list(Cache(tmp_path).pages("abc", _unreachable)) == PAGES


def test_a_document_that_breaks_half_way_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError):
        list(Cache(tmp_path).pages("abc", _breaks_on_page_two))

    assert list(Cache(tmp_path).pages("abc", lambda: iter(PAGES))) == PAGES
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["abc.pages.jsonl"]
