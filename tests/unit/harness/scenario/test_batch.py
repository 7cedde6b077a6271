"""Several runs: which begin first, in which order they are told, and what is remembered of them."""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace
from typing import Any, cast

import pytest

from harness.scenario.batch import Batch, load_all
from harness.scenario.durations import Durations
from harness.scenario.journal import Journal, Verdict
from tests.unit.harness.scenario.scenario_files import BODY, write


class Stage:
    """Stands for engines and rehearsal: writes down which runs begin.

    Args:
        during: what happens in each run, by the scenario's name.
        verdict: how each ends.
    """

    def __init__(self, during: Callable[[str], object] = lambda _name: None, verdict: Verdict = Verdict.PASSED) -> None:
        self.begun: list[str] = []
        self.interruption = SimpleNamespace(come=lambda: None)
        self._during = during
        self._verdict = verdict

    def lend(self, _clock: str) -> Any:
        return nullcontext()

    def run(self, plan: Any, _engine: object) -> tuple[Journal, Path]:
        self.begun.append(plan.name)
        self._during(plan.name)
        journal = SimpleNamespace(scenario=plan.name, verdict=self._verdict)
        return cast(Journal, journal), Path()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    names = ("a-short", "b-long", "c-new", "d-longest")
    return [write(tmp_path, BODY).rename(tmp_path / f"{name}.yaml") for name in names]


@pytest.fixture
def known(tmp_path: Path) -> Durations:
    return Durations(tmp_path / "home" / "durations.json", {"a-short": 1.0, "b-long": 12.0, "d-longest": 14.0})


def batch(stage: Stage, durations: Durations, parallel: int) -> Batch:
    return Batch(cast(Any, stage), cast(Any, stage), parallel, lambda _journal, _folder: None, durations)


def test_of_several_at_a_time_unknown_ones_begin_first_and_then_the_longest(
    files: list[Path], known: Durations
) -> None:
    pairs = Barrier(2)  # both workers take their next run together
    stage = Stage(during=lambda _name: pairs.wait(60))

    batch(stage, known, parallel=2).run(files, {}, None)

    assert (set(stage.begun[:2]), set(stage.begun[2:])) == ({"c-new", "d-longest"}, {"b-long", "a-short"})


def test_of_those_that_have_never_run_the_one_that_lets_most_time_pass_begins_first(tmp_path: Path) -> None:
    waits = (
        "- advance: 1h",
        "- repeat: {times: 3, steps: [{advance: 54m}]}",
        "- parallel: [{advance: 50m}, {advance: 1s}]",
    )
    plans = load_all([_waiting(tmp_path, number, wait) for number, wait in enumerate(waits)], {}, None)

    order = Durations(tmp_path / "durations.json").longest_first(plans)

    assert [plan.name for plan in order] == ["waits-1", "waits-0", "waits-2"]


def _waiting(folder: Path, number: int, wait: str) -> Path:
    return write(folder, BODY.replace("then:", f"  {wait}\nthen:")).rename(folder / f"waits-{number}.yaml")


def test_they_are_told_in_the_order_of_their_files(files: list[Path], known: Durations) -> None:
    journals = batch(Stage(), known, parallel=2).run(files, {}, None)

    assert [journal.scenario for journal in journals] == ["a-short", "b-long", "c-new", "d-longest"]


def test_one_at_a_time_begin_in_the_order_of_their_files(files: list[Path], known: Durations) -> None:
    stage = Stage()

    batch(stage, known, parallel=1).run(files, {}, None)

    assert stage.begun == ["a-short", "b-long", "c-new", "d-longest"]


def test_the_next_batch_knows_how_long_they_took(files: list[Path], known: Durations) -> None:
    batch(Stage(), known, parallel=1).run(files, {}, None)

    assert set(Durations.remembered(known.file).seconds) == {"a-short", "b-long", "c-new", "d-longest"}


def test_a_run_that_failed_tells_nothing_about_how_long_it_takes(files: list[Path], known: Durations) -> None:
    before = dict(known.seconds)

    batch(Stage(verdict=Verdict.FAILED), known, parallel=1).run(files, {}, None)

    assert Durations.remembered(known.file).seconds == before


def test_durations_that_cannot_be_kept_spoil_no_batch(files: list[Path], known: Durations) -> None:
    known.file.parent.write_text("a file where the folder should be")

    journals = batch(Stage(), known, parallel=1).run(files, {}, None)

    assert len(journals) == 4


@pytest.mark.parametrize("left", ["", "[]", '{"a": "long"}', '{"a": null}'])
def test_what_cannot_be_read_is_as_good_as_nothing(tmp_path: Path, left: str) -> None:
    file = tmp_path / "durations.json"
    file.write_text(left)

    assert Durations.remembered(file).seconds == {}
