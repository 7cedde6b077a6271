from collections.abc import Iterator
from threading import Barrier, get_ident

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.textract.reading.parallel import map_in_order


@given(st.lists(st.integers()), st.integers(1, 4))
def test_results_come_in_the_order_of_the_items(items: list[int], workers: int) -> None:
    assert list(map_in_order(str, items, workers)) == [str(item) for item in items]


def test_as_many_items_are_worked_on_as_there_are_workers() -> None:
    barrier = Barrier(3)

    assert sorted(map_in_order(lambda _: barrier.wait(timeout=60), range(3), workers=3)) == [0, 1, 2]


def test_items_are_not_taken_long_before_they_are_needed() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = map_in_order(str, items(), workers=2)

    assert next(results) == "0"
    assert len(taken) == 3


def test_an_item_that_fails_fails_the_whole() -> None:
    with pytest.raises(ZeroDivisionError):
        list(map_in_order(lambda number: 1 // number, [1, 0, 1], workers=2))


def test_one_worker_is_the_caller() -> None:
    assert set(map_in_order(lambda _: get_ident(), range(3), workers=1)) == {get_ident()}
