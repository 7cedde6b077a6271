import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.textract.queries import Query


@pytest.mark.parametrize(
    ("pages", "asked"),
    [
        (None, [1]),
        (("2",), [2]),
        (("1", "3-4"), [1, 3, 4]),
        (("3-*",), [3, 4, 5]),
        (("*",), [1, 2, 3, 4, 5]),
    ],
)
def test_a_query_is_asked_of_its_pages(pages: tuple[str, ...] | None, asked: list[int]) -> None:
    assert [page for page in range(1, 6) if Query("Who?", pages=pages).asks(page)] == asked


@pytest.mark.parametrize(
    ("pages", "sound"),
    [
        (("1",), True),
        (("1-3", "1-1", "4-*"), True),
        (("*",), True),
        (("*", "1"), False),
        (("0",), False),
        (("3-1",), False),
        (("1-",), False),
        (("-3",), False),
        (("**",), False),
        (("1-2-3",), False),
    ],
)
def test_pages_have_rules(pages: tuple[str, ...], sound: bool) -> None:
    assert Query("Who?", pages=pages).is_sound is sound


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9))
def test_a_page_is_missing_when_the_document_ends_before_it(first: int, length: int, pages: int) -> None:
    last = first + length
    query = Query("Who?", pages=(f"{first}-{last}",))

    assert query.missing(pages) == [page for page in (first, last) if page > pages]
