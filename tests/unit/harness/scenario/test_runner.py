"""Carrying out a plan: what is done in which order, what ends it, and what the journal tells."""

from pathlib import Path

import pytest

from harness.errors import UnsettledError
from harness.scenario.display import trouble_lines
from harness.scenario.journal import Journal, Verdict
from tests.unit.harness.scenario.scenario_files import FIRST_LINE
from tests.unit.harness.scenario.worlds import ACCOUNT, Scene


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def told(journal: Journal) -> list[tuple[str, str, Verdict]]:
    return [(entry.phase, entry.name, entry.verdict) for entry in journal.entries]


def test_phases_come_in_their_order_and_every_entry_is_heard(scene: Scene) -> None:
    journal = scene.run("""\
given: [{add: 1}]
steady_state: [{counted: , is: 1}]
when: [{add: 2}]
then: [{counted: , is: 3}]
recover: {steps: [{add: -3}], then: [{counted: , is: 0}]}
invariants: [sound]
""")

    assert journal.verdict is Verdict.PASSED
    assert told(journal) == [
        ("given", "add", Verdict.PASSED),
        ("steady_state", "counted", Verdict.PASSED),
        ("when", "add", Verdict.PASSED),
        ("then", "counted", Verdict.PASSED),
        ("recover", "add", Verdict.PASSED),
        ("recover", "counted", Verdict.PASSED),
        ("invariants", "sound", Verdict.PASSED),
    ]
    assert scene.heard == list(journal.entries)
    assert journal.account == ACCOUNT
    assert trouble_lines(journal) == []


def test_repeated_and_parallel_steps_are_all_done(scene: Scene) -> None:
    journal = scene.run("""\
when:
  - repeat: {times: 3, steps: [{add: 1}, {add: 10}]}
  - parallel: [{add: 100}, {add: 100}]
then: [{counted: , is: 233}]
""")

    assert journal.verdict is Verdict.PASSED
    assert len(journal.entries) == 9


def test_a_probe_asks_until_it_comes_true(scene: Scene) -> None:
    journal = scene.run("when: [{add: }]\nthen: [{elapsed: , at_least: 7, within: 10}]")

    (question,) = (entry for entry in journal.entries if entry.kind == "probe")
    assert journal.verdict is Verdict.PASSED
    assert 7 <= question.seconds < 7.2
    assert question.asked > 60


def test_a_probe_that_never_comes_true_tells_what_was_expected_seen_and_when(scene: Scene) -> None:
    journal = scene.run("when: [{add: }]\nthen:\n  - {say: two of them, counted: , is: 2, within: 10}")

    (question,) = journal.troubles
    assert journal.verdict is Verdict.FAILED
    assert (question.expected, question.seen, question.line) == ({"is": 2}, 1, FIRST_LINE + 2)
    (line,) = trouble_lines(journal)
    assert line.startswith(f"then (line {FIRST_LINE + 2}): two of them [counted] — expected: is 2; seen: 1 (asked ")
    assert line.endswith("s after the begin")


def test_after_a_failure_the_others_are_asked_once_without_waiting(scene: Scene) -> None:
    journal = scene.run("""\
when: [{add: }]
then: [{counted: , is: 2}, {counted: , is: 3, within: 1000}, {counted: , is: 1}]
recover: {steps: [{add: }], then: []}
""")

    assert [entry.verdict for entry in journal.entries] == [
        Verdict.PASSED,
        Verdict.FAILED,
        Verdict.FAILED,
        Verdict.PASSED,
    ]
    assert journal.entries[2].asked == 1
    assert scene.count == 1


def test_without_its_steady_state_nothing_happens(scene: Scene) -> None:
    journal = scene.run("steady_state: [{counted: , is: 1}]\nwhen: [{add: }]\nthen: [{counted: , is: 1}]")

    assert told(journal) == [("steady_state", "counted", Verdict.FAILED)]


def test_a_step_that_waits_in_vain_ends_the_scenario(scene: Scene) -> None:
    journal = scene.run("when: [{until: {counted: , is: 1, within: 3}}, {add: }]\nthen: [{counted: , is: 1}]")

    assert told(journal) == [("when", "counted", Verdict.FAILED)]
    assert scene.count == 0


def test_an_action_that_goes_wrong_breaks_the_run_and_is_written_down(scene: Scene) -> None:
    journal = scene.run("when: [{fail: os}, {add: }]\nthen: [{counted: , is: 1}]\ninvariants: [sound]")

    (failure,) = journal.entries
    assert journal.verdict is Verdict.BROKEN
    assert failure.exception == "OSError: it went wrong"
    assert "in fail" in failure.traceback


def test_ctrl_c_leaves_a_journal(scene: Scene) -> None:
    journal = scene.run("when: [{add: }, {fail: interrupt}]\nthen: [{counted: , is: 1}]")

    assert journal.verdict is Verdict.INTERRUPTED
    assert [entry.verdict for entry in journal.entries] == [Verdict.PASSED, Verdict.INTERRUPTED]


def test_an_invariant_that_doesnt_hold_fails_the_run_with_its_breaches(scene: Scene) -> None:
    scene.breaches = ["a.pdf is lost"]

    journal = scene.run("when: [{add: }]\nthen: [{counted: , is: 1}]\ninvariants: [sound]")

    assert journal.verdict is Verdict.FAILED
    assert "sound — a.pdf is lost" in trouble_lines(journal)[0]


def test_a_journal_survives_being_written(scene: Scene) -> None:
    journal = scene.run("when: [{add: }]\nthen: [{counted: , is: 2}]")

    assert Journal.model_validate_json(journal.model_dump_json()) == journal


def test_a_scenario_breaks_when_time_has_moved_on_without_work(tmp_path: Path) -> None:
    scene = Scene(tmp_path)

    def settle() -> None:
        raise UnsettledError("Virtual time has moved on.", details=["handler of reads-scans"])

    scene.clock.settle = settle  # type: ignore[method-assign]

    journal = scene.run("when: [{add: 1}]\nthen: [{counted: , is: 1}]")

    assert journal.verdict is Verdict.BROKEN
    assert journal.entries[0].exception == "UnsettledError: Virtual time has moved on.; handler of reads-scans"
