from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from harness.engine.plugins.clock.pace import Pace
from harness.engine.plugins.clock.shared import SharedPace

MOMENTS = st.integers(0, 2**60)
RATES = st.floats(0, 1000)


@given(MOMENTS, MOMENTS, RATES, RATES, st.integers(0, 10**15))
def test_a_change_of_rate_is_no_leap(real: int, virtual: int, rate: float, other: float, later: int) -> None:
    pace = Pace(real, virtual, rate)

    assert pace.from_now(real + later, other).at(real + later) == pace.at(real + later)


@given(MOMENTS, MOMENTS, st.integers(0, 10**15))
def test_time_that_stands_still_stays(real: int, virtual: int, later: int) -> None:
    assert Pace(real, virtual, 0).at(real + later) == virtual
    assert Pace(real, virtual, 0).real_seconds(1) is None


def test_readers_see_what_was_written_last(tmp_path: Path) -> None:
    writer = SharedPace(tmp_path / "pace", writable=True)
    reader = SharedPace(tmp_path / "pace")

    for pace in (Pace(1, 2, 0.5), Pace(2**60, 2**61, 1000.0), Pace(3, 4)):
        writer.write(pace)
        assert reader.read() == pace
