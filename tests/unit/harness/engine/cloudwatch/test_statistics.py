"""Statistics of observations, and of which period each is."""

import statistics as python_statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.engine.plugins.cloudwatch.observations import Observation
from harness.engine.plugins.cloudwatch.statistics import UnknownStatisticError, aligned, by_period, statistic

values = st.lists(st.integers(min_value=-1000, max_value=1000), min_size=1)


def observed(*numbers: float, at: int = 0) -> list[Observation]:
    return [Observation(at, 1, number, number, number) for number in numbers]


@given(values)
def test_basic_statistics_are_what_their_names_say(numbers: list[int]) -> None:
    seen = observed(*numbers)

    assert statistic("SampleCount")(seen) == len(numbers)
    assert statistic("Sum")(seen) == sum(numbers)
    assert statistic("Average")(seen) == pytest.approx(python_statistics.fmean(numbers))
    assert (statistic("Minimum")(seen), statistic("Maximum")(seen)) == (min(numbers), max(numbers))


@given(values)
def test_the_hundredth_percentile_is_the_maximum(numbers: list[int]) -> None:
    assert statistic("p100")(observed(*numbers)) == max(numbers)


@pytest.mark.parametrize(("name", "expected"), [("p50", 50), ("p99", 99), ("p99.9", 100), ("p0", 1)])
def test_a_percentile_is_the_value_of_its_rank(name: str, expected: float) -> None:
    assert statistic(name)(observed(*range(1, 101))) == expected


def test_values_that_were_sent_as_a_statistic_set_count_as_often_as_they_were_measured() -> None:
    seen = [Observation(0, 3, 30, 5, 15), *observed(2)]

    assert statistic("Average")(seen) == 8
    assert (statistic("Minimum")(seen), statistic("Maximum")(seen)) == (2, 15)
    assert statistic("p50")(seen) == 10


def test_unknown_statistics_are_refused_and_known_ones_are_loud() -> None:
    with pytest.raises(UnknownStatisticError):
        statistic("Median")
    with pytest.raises(NotImplementedError, match="tm99 is not emulated"):
        statistic("tm99")


def test_periods_begin_at_the_whole_minute() -> None:
    start = aligned(127, period=300)
    seen = observed(1, at=127) + observed(2, at=419) + observed(4, at=420)

    assert start == 120
    assert by_period(seen, statistic("Sum"), start, 300) == {120: 3, 420: 4}


def test_short_periods_begin_at_their_multiples() -> None:
    assert aligned(127, period=10) == 120
