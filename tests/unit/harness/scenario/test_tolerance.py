"""What counts as seen what was expected."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from harness.scenario.tolerance import Tolerance

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda part: st.lists(part) | st.dictionaries(st.text(), part),
)


def tolerance(**fields: Any) -> Tolerance:
    return Tolerance.model_validate(fields)


@pytest.mark.parametrize(
    ("fields", "good", "bad"),
    [
        ({"is": 0}, [0, 0.0], [False, None, "0", 1]),
        ({"is": None}, [None], [0, "", []]),
        ({"is": True}, [True], [1, "true"]),
        ({"one_of": ["a", 1]}, ["a", 1], ["b", True, None]),
        ({"at_least": 2}, [2, 3.5], [1.9, None, "3", True]),
        ({"at_most": 2}, [2, -1], [2.1, None]),
        ({"at_least": 1, "at_most": 3}, [1, 2, 3], [0, 4]),
        ({"matches": "^proc-"}, ["proc-1"], ["a proc-1", None, 5]),
        ({"includes": "a"}, ["cat", ["a"], {"a": 1}], ["dog", [], None, 5]),
        ({"includes": {"a": 1}}, [{"a": 1, "b": 2}], [{"a": 2}, {}, ["a"], None]),
        ({"includes": 1}, [[1], [0, 1.0]], ["1", "one", [True]]),
        ({"includes": None}, [[1, None]], [[], None, "null"]),
        ({"includes": [1]}, [[[1], 2]], [[1], {"a": [1]}]),
        ({"count": 2}, [[1, 2], {"a": 1, "b": 2}], [[1], "ab", None]),
    ],
)
def test_some_values_will_do_and_others_wont(fields: dict[str, Any], good: list[Any], bad: list[Any]) -> None:
    tolerant = tolerance(**fields)

    assert [seen for seen in good if not tolerant.holds(seen)] == []
    assert [seen for seen in bad if tolerant.holds(seen)] == []


@given(JSON)
def test_every_value_is_itself(value: Any) -> None:
    assert tolerance(**{"is": value}).holds(value)


def test_what_was_asked_for_is_said_as_the_file_says_it() -> None:
    assert tolerance(**{"is": None}).expected == {"is": None}
    assert tolerance(at_most=3, at_least=1).expected == {"at_least": 1, "at_most": 3}


def test_expecting_nothing_is_no_tolerance() -> None:
    with pytest.raises(ValidationError, match="nothing is expected"):
        Tolerance()


@pytest.mark.parametrize("name", ["one_of", "at_least", "at_most", "matches", "in_order", "near", "count"])
def test_what_nothing_can_be_compared_with_is_refused_before_anything_starts(name: str) -> None:
    with pytest.raises(ValidationError, match=f"nothing can be compared with null: {name}"):
        tolerance(**{name: None})


@pytest.mark.parametrize("expected", ["soon", [1, "soon"], [[1, None]]])
def test_only_numbers_can_be_near(expected: object) -> None:
    with pytest.raises(ValidationError, match="number"):
        tolerance(near=expected)


@pytest.mark.parametrize(
    ("seen", "expected", "holds"),
    [
        (540.9, 540, True),
        (542, 540, False),
        ([0, 180.4, 361], [0, 180, 360], True),
        ([0, 180], [0, 180, 360], False),
        ([[0, 1], [0, 1.5]], [[0, 1], [0, 1]], True),
        (None, 0, False),
        (True, 1, False),
    ],
)
def test_near_lets_each_number_be_a_second_away(seen: object, expected: object, holds: bool) -> None:
    assert Tolerance.model_validate({"near": expected}).holds(seen) is holds


@pytest.mark.parametrize(
    ("seen", "holds"),
    [(["sent", "received", "deleted"], True), (["deleted", "sent"], False), (["sent"], False), ("sent deleted", False)],
)
def test_what_is_in_order_comes_one_after_the_other_perhaps_with_others_between(seen: object, holds: bool) -> None:
    assert Tolerance.model_validate({"in_order": ["sent", "deleted"]}).holds(seen) is holds
