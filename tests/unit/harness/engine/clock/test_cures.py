"""What can't bear a time that leaps."""

import time

import pytest
from localstack.utils import scheduler

from harness.engine.plugins.clock import cures
from harness.engine.plugins.clock.activity import Activity
from harness.engine.plugins.clock.handlers import Handlers

PERIOD = 60


@pytest.fixture(autouse=True)
def patched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "ScheduledTask", type("Task", (scheduler.ScheduledTask,), {}))
    patches = {patch.name: patch for patch in cures.patches(Activity(), Handlers(Activity()))}
    patches["beats-are-not-made-up-for"].apply(scheduler)


@pytest.mark.parametrize(
    ("now", "next_beat"), [(1000.0, 1060.0), (1060.0, 1060.0), (1075.0, 1120.0), (87_425.0, 87_460.0)]
)
def test_a_task_keeps_its_beat_however_far_time_leaps(
    monkeypatch: pytest.MonkeyPatch, now: float, next_beat: float
) -> None:
    task = scheduler.ScheduledTask(lambda: None, period=PERIOD, start=1000.0)
    task.deadline = 1000.0
    monkeypatch.setattr(time, "time", lambda: now)

    task.set_next_deadline()

    assert task.deadline == next_beat
