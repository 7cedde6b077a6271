from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.load.axis import clock, duration, nice_ceiling, nice_step, nice_time, number
from harness.load.chart import Chart, Line, Mark
from harness.load.data import Series


def chart(values: list[float], *marks: Mark, seconds: list[float] | None = None, sent: float = 0.0) -> Chart:
    times = seconds if seconds is not None else [float(at) for at in range(len(values))]
    line = Line("p95", Series(np.array(times), np.array(values, dtype=float)), 1)
    return Chart("Latency", "How long.", [line], 10.0, number, marks, step=1.0, sent=sent)


def test_a_line_goes_from_left_to_right_and_up_with_its_values() -> None:
    drawn = chart([0, 5, 10])
    assert drawn.top == 15
    assert drawn.path(drawn.lines[0]) == "M0.0 100.0 h0 L100.0 66.7 L200.0 33.3"


def test_a_stretch_without_values_interrupts_a_line() -> None:
    drawn = chart([1, 1, 1], seconds=[0, 1, 8])
    assert drawn.path(drawn.lines[0]).count("M") == 2


def test_a_limit_is_drawn_unless_it_is_far_above_everything() -> None:
    near, far = Mark("near", 20), Mark("far", 60_000)
    drawn = chart([0, 5, 10], near, far)
    assert drawn.drawn_marks == [near]
    assert drawn.top >= 20


def test_where_sending_ended_is_shown_if_the_run_went_on() -> None:
    assert chart([1], sent=5.0).sent_percent == 50
    assert chart([1], sent=9.95).sent_percent is None


def test_a_chart_of_nothing_but_zeros_has_room_above() -> None:
    drawn = chart([0, 0])
    assert drawn.top == 1
    assert drawn.height_of(0) == 100


@given(st.floats(0.001, 1e7))
def test_axes_end_at_round_numbers_not_far_above(value: float) -> None:
    top = nice_ceiling(value)
    assert value * 0.999 <= top <= 2 * value + 1e-9
    assert 3 <= len(chart([value]).y_ticks) <= 7


@given(st.floats(0.001, 1e7))
def test_steps_are_one_two_or_five_times_a_power_of_ten(value: float) -> None:
    digits = f"{nice_step(value):e}".split("e")[0].rstrip("0").rstrip(".")
    assert digits in ("1", "2", "5")


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (clock(75), "1:15"),
        (duration(85.4), "85 ms"),
        (duration(1234), "1.23 s"),
        (duration(90_000), "90 s"),
        (duration(270_000), "4.5 min"),
        (number(0.0712), "0.0712"),
        (number(16_200), "16,200"),
        (f"{nice_time(70):g}", "120"),
    ],
)
def test_values_are_written_for_people(shown: str, text: str) -> None:
    assert shown == text


def test_of_very_many_single_values_every_so_manieth_is_shown() -> None:
    many = Series(np.linspace(0, 10, 6000), np.ones(6000))
    drawn = replace(chart([1]), dots=many)
    assert 1000 < drawn.scatter.count("M") <= 1500
