import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.common.paging import InvalidTokenError, page


@given(count=st.integers(0, 50), limit=st.integers(1, 20))
def test_pages_join_to_the_list(count: int, limit: int) -> None:
    items, token = page(range(count), "mine", None, limit)
    while token:
        more, token = page(range(count), "mine", token, limit)
        assert more
        items += more

    assert items == list(range(count))


@pytest.mark.parametrize("token", ["", "x", "AAAA", "MTA6b3RoZXJz", "\N{SNOWMAN}"])
def test_a_token_of_another_list_is_none(token: str) -> None:
    with pytest.raises(InvalidTokenError):
        page(range(50), "mine", token, 10)
