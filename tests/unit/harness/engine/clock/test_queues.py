"""When a virtual clock's queues are looked at."""

import pytest

from harness.engine.plugins.clock.queues import half_past


@pytest.mark.parametrize(("now", "then"), [(0.0, 30), (29.9, 30), (30.0, 30), (30.1, 90), (59.0, 90)])
def test_the_next_middle_of_a_minute(now: float, then: int) -> None:
    assert half_past(now) == then
