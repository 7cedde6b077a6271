"""When alarms are evaluated."""

import pytest

from harness.engine.plugins.cloudwatch.alarm_watch import BEAT, SHORT_BEAT, last_beat


@pytest.mark.parametrize(
    ("before", "after", "evaluated"),
    [
        (1190.0, 1200.0, (1200, 1200)),
        (1200.0, 1210.0, (1210, None)),
        (1195.0, 1213.0, (1210, 1200)),
        (1200.0, 1331.5, (1330, 1320)),
        (1201.0, 1209.0, (None, None)),
    ],
    ids=["on time", "between minutes", "late", "very late", "between beats"],
)
def test_a_late_look_misses_neither_quick_nor_slow_alarms(
    before: float, after: float, evaluated: tuple[int | None, int | None]
) -> None:
    assert (last_beat(SHORT_BEAT, before, after), last_beat(BEAT, before, after)) == evaluated
