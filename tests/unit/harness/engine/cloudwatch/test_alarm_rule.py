"""When alarms go off: the examples of CloudWatch's User Guide, and what holds for every alarm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.engine.plugins.cloudwatch.alarm_rule import AlarmRule, Missing, State

KEPT = None
VALUES = {"0": 0.0, "X": 1.0, "-": None}


def rule(to_alarm: int, periods: int, missing: Missing) -> AlarmRule:
    return AlarmRule(periods, to_alarm, threshold=0, comparison="GreaterThanThreshold", missing=missing)


def states(to_alarm: int, points: str) -> list[State | None]:
    """The states for each way to treat missing data, in the order of the guide's tables."""
    ways = (Missing.MISSING, Missing.IGNORE, Missing.BREACHING, Missing.NOT_BREACHING)
    values = [VALUES[point] for point in points.split()]
    return [rule(to_alarm, 3, way).verdict(values).state for way in ways]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("0 - X - X", [State.OK, State.OK, State.OK, State.OK]),
        ("- - - - 0", [State.OK, State.OK, State.OK, State.OK]),
        ("- - - - -", [State.INSUFFICIENT_DATA, KEPT, State.ALARM, State.OK]),
        ("0 X X - X", [State.ALARM, State.ALARM, State.ALARM, State.ALARM]),
        ("- - X - -", [State.ALARM, KEPT, State.ALARM, State.OK]),
    ],
)
def test_three_of_three_as_in_the_guide(points: str, expected: list[State | None]) -> None:
    assert states(3, points) == expected


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("0 - X - X", [State.ALARM, State.ALARM, State.ALARM, State.ALARM]),
        ("0 0 X 0 X", [State.ALARM, State.ALARM, State.ALARM, State.ALARM]),
        ("0 - X - -", [State.OK, State.OK, State.ALARM, State.OK]),
        ("- - - - 0", [State.OK, State.OK, State.ALARM, State.OK]),
        ("- - - X -", [State.ALARM, KEPT, State.ALARM, State.OK]),
    ],
)
def test_two_of_three_as_in_the_guide(points: str, expected: list[State | None]) -> None:
    assert states(2, points) == expected


@given(st.lists(st.sampled_from([0.0, 1.0]), min_size=5, max_size=5), st.sampled_from(Missing), st.integers(1, 3))
def test_where_nothing_is_missing_the_last_points_alone_decide(
    points: list[float], missing: Missing, to_alarm: int
) -> None:
    expected = State.ALARM if sum(points[-3:]) >= to_alarm else State.OK

    assert rule(to_alarm, 3, missing).verdict(points).state is expected


@pytest.mark.parametrize(
    ("comparison", "breaching"),
    [
        ("GreaterThanThreshold", [6.0]),
        ("GreaterThanOrEqualToThreshold", [5.0, 6.0]),
        ("LessThanThreshold", [4.0]),
        ("LessThanOrEqualToThreshold", [4.0, 5.0]),
    ],
)
def test_the_operator_decides_what_breaches(comparison: str, breaching: list[float]) -> None:
    alarm = AlarmRule(1, 1, 5, comparison, Missing.MISSING)

    assert [value for value in (4.0, 5.0, 6.0) if alarm.verdict([value]).state is State.ALARM] == breaching


def test_a_reason_tells_what_was_seen() -> None:
    reason = rule(2, 3, Missing.MISSING).verdict([0, 1.5, 2]).reason

    assert reason == (
        "Threshold Crossed: 2 out of the last 3 datapoints [2.0, 1.5, 0.0] were greater than the threshold (0) "
        "(minimum 2 datapoints for OK -> ALARM transition)."
    )
