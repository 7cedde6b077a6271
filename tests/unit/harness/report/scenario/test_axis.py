"""The axis keeps the order of moments, folds idle time, and labels what matters."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from harness.report.scenario.axis import MARGIN, NARROWEST, TICK_GAP, WIDEST, Axis
from tests.unit.harness.report.scenario.story import BEGAN, BURIED, RECEIVES, at

moments = st.lists(st.floats(0, 30 * 86400), max_size=60)


@given(moments)
def test_later_is_never_further_left(seconds: list[float]) -> None:
    axis = Axis(BEGAN, map(at, seconds))

    places = [axis.x(at(moment)) for moment in sorted(seconds)]

    assert all(left <= right for left, right in pairwise(places))
    assert all(0 <= place <= axis.width for place in places)
    assert NARROWEST <= axis.width <= WIDEST + 2 * MARGIN + 0.01


@given(moments, st.floats(-1e6, 1e7))
def test_a_moment_between_others_is_drawn_between_them(seconds: list[float], asked: float) -> None:
    axis = Axis(BEGAN, map(at, seconds))

    before = [axis.x(at(moment)) for moment in seconds if moment <= asked]
    after = [axis.x(at(moment)) for moment in seconds if moment >= asked]

    assert all(place <= axis.x(at(asked)) + 0.01 for place in before if asked >= 0)
    assert all(axis.x(at(asked)) <= place + 0.01 for place in after)


@given(moments)
def test_labels_have_room_and_the_begin_has_one(seconds: list[float]) -> None:
    ticks = Axis(BEGAN, map(at, seconds)).ticks()

    assert ticks[0].label == "+0 s"
    assert all(right.x - left.x >= TICK_GAP - 0.02 for left, right in pairwise(ticks))


def test_a_runbooks_moments_are_labelled_as_the_runbook_says_them() -> None:
    begin = RECEIVES[0]
    axis = Axis(at(begin), [at(moment) for moment in (*RECEIVES, BURIED)])

    assert [tick.label for tick in axis.ticks()] == ["+0 s", "+180 s", "+360 s", "+540 s"]


def test_notable_moments_are_labelled_first() -> None:
    minutes = [at(60 * number) for number in range(60)]
    notable = [at(527), at(1727)]

    labels = [tick.label for tick in Axis(BEGAN, [*minutes, *notable], notable).ticks()]

    assert {"+527 s", "+1727 s"} <= set(labels)


def test_only_time_in_which_nothing_happened_is_folded() -> None:
    busy = [at(number / 10) for number in range(30)]
    (fold,) = Axis(BEGAN, [*busy, at(3600), at(3601)]).folds()

    assert fold.label == "3597 s"


def test_an_hour_takes_little_more_room_than_a_minute() -> None:
    minute = [at(0), at(1), at(61)]
    axis = Axis(BEGAN, [*minute, at(61) + timedelta(hours=1)])

    ways = [right - left for left, right in pairwise(axis.x(one) for one in (*minute, at(61) + timedelta(hours=1)))]

    assert 1 < ways[2] / ways[1] < 2
