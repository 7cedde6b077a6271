"""In which order a journal has what happened at the same time, and how a run is ended from outside."""

from datetime import datetime
from pathlib import Path
from threading import Event

import pytest

from harness.errors import EngineError
from harness.scenario.interruption import Interruption
from harness.scenario.journal import Verdict
from harness.scenario.recording import Recording
from tests.unit.harness.scenario.worlds import HandClock, Scene


def test_entries_of_branches_stand_in_the_order_of_the_steps() -> None:
    recording = Recording(HandClock(), lambda entry: None)

    with recording.branches(2) as (first, second):
        for branch, name in ((second, "second"), (first, "first")):
            with branch.entry("action", phase="when", name=name):
                pass

    assert [entry.name for entry in recording.entries] == ["first", "second"]


def test_no_entry_begins_after_an_interruption_and_what_breaks_then_was_interrupted() -> None:
    interruption = Interruption()
    recording = Recording(HandClock(), lambda entry: None, interruption)

    def lose_the_engine(name: str) -> None:
        with recording.entry("action", phase="when", name=name):
            interruption.come()
            raise OSError("the engine is gone")

    for name in ("one", "two"):
        with pytest.raises(KeyboardInterrupt):
            lose_the_engine(name)

    assert [(entry.name, entry.verdict, entry.exception) for entry in recording.entries] == [
        ("one", Verdict.INTERRUPTED, "")
    ]


@pytest.mark.parametrize(("is_killed", "raised"), [(False, EngineError), (True, KeyboardInterrupt)])
def test_an_engine_that_is_killed_between_two_entries_was_interrupted_and_one_that_dies_is_an_error(
    is_killed: bool, raised: type[BaseException]
) -> None:
    interruption = Interruption()
    begun: list[bool] = []

    class DyingClock(HandClock):
        def now(self) -> datetime:
            if not begun:
                return super().now()
            if is_killed:
                interruption.come()
            raise EngineError("The engine doesn't answer.")

    recording = Recording(DyingClock(), lambda entry: None, interruption)
    begun.append(True)

    with pytest.raises(raised), recording.entry("action", phase="when", name="one"):
        begun.append(True)

    assert begun == [True]


def test_parallel_steps_are_in_the_journal_in_their_order_though_the_last_is_done_first(tmp_path: Path) -> None:
    scene, last_is_done = Scene(tmp_path), Event()

    def add(number: int) -> None:
        if number == 1:
            assert last_is_done.wait(30)
        if number == 2:
            last_is_done.set()

    scene.on_add = add

    journal = scene.run("when: [{parallel: [{add: 1}, {add: 2}]}]\nthen: [{counted: , is: 3}]")

    assert [entry.arguments for entry in journal.entries if entry.name == "add"] == [1, 2]
