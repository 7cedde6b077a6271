"""Every fault of a scenario file is found before anything starts, and named by file, line and field."""

from pathlib import Path

import pytest

from harness.scenario.catalog import load_catalog
from harness.scenario.faults import Fault, ScenarioFaultsError
from harness.scenario.loader import Choice, load_head, load_plan
from harness.scenario.plan import Again, Bound, Plan, Question, Together
from tests.unit.harness.scenario.scenario_files import BODY, FIRST_LINE, HEAD, write

CATALOG = load_catalog()


def plan_of(file: Path, choice: Choice | None = None) -> Plan:
    return load_plan(file, CATALOG, choice)


def faults_of(file: Path, choice: Choice | None = None) -> tuple[Fault, ...]:
    with pytest.raises(ScenarioFaultsError) as caught:
        plan_of(file, choice)
    return caught.value.faults


def fault_of(file: Path) -> tuple[int, str]:
    """Line and sentence of the only fault."""
    (fault,) = faults_of(file)
    return fault.line, str(fault).split(f":{fault.line}: ", 1)[1]


def test_a_sound_file_becomes_a_plan(tmp_path: Path) -> None:
    plan = plan_of(write(tmp_path))

    assert [phase.name for phase in plan.phases] == ["when", "then"]
    (upload,) = plan.phases[0].actions
    (question,) = plan.phases[1].questions
    assert isinstance(upload, Bound)
    assert upload.arguments == {"sample": "deed.pdf", "key": "incoming/deed.pdf", "seed": None}
    assert question.probe.arguments == {"key": "incoming/deed.pdf"}
    assert question.tolerance.holds("COMPLETED")
    assert (upload.line, question.probe.line) == (FIRST_LINE + 1, FIRST_LINE + 3)


def test_steps_can_be_repeated_done_together_and_wait_for_something(tmp_path: Path) -> None:
    body = """\
when:
  - repeat: {times: 3, steps: [{behave: }]}
  - parallel: [{behave: }, {behave: }]
  - until: {runs_of: incoming/deed.pdf, at_least: 1, within: 5}
then:
  - {status_of: incoming/deed.pdf, is: COMPLETED}
"""
    again, together, until = plan_of(write(tmp_path, body)).phases[0].actions

    assert isinstance(again, Again)
    assert (again.times, len(again.steps)) == (3, 1)
    assert isinstance(together, Together)
    assert len(together.steps) == 2
    assert isinstance(until, Question)
    assert until.within == 5


@pytest.mark.parametrize(
    ("right", "wrong", "line", "sentence"),
    [
        ("upload:", "uplaod:", 1, "when[0].uplaod: there is no such action; is it 'upload'?"),
        ("status_of:", "colour_of:", 3, "then[0].colour_of: there is no such probe"),
        ("sample: deed.pdf, ", "", 1, "when[0].upload.sample: is missing"),
        ("key:", "kye: 1, key:", 1, "when[0].upload.kye: there is no such field"),
        (", is: COMPLETED", "", 3, "then[0]: nothing is expected; say one of is, one_of, at_least"),
        ("status_of: incoming/deed.pdf, ", "", 3, "then[0]: an expectation names one probe; this one names nothing"),
        ("is: COMPLETED", "matches: '['", 3, "then[0].matches: not a regular expression"),
        (
            "- upload:",
            "- behave:\n    upload:",
            1,
            "when[0]: a step names one action, or `repeat`, `parallel` or `until`",
        ),
        ("when:", "whne: []\nwhen:", 0, "whne: there is no such field"),
        ("when:\n", "invariants: [nothing_lots]\nwhen:\n", 0, "invariants[0]: there is no such invariant"),
        ("then:\n", "when:\nthen:\n", 2, "'when' is there twice"),
        ("- upload: {sample: deed.pdf, key: incoming/deed.pdf}", "", 0, "when: says nothing"),
    ],
)
def test_a_fault_is_named_by_line_and_field(tmp_path: Path, right: str, wrong: str, line: int, sentence: str) -> None:
    body = BODY.replace(right, wrong)
    assert body != BODY

    found, said = fault_of(write(tmp_path, body))

    assert sentence in said
    assert found == FIRST_LINE + line


def test_what_isnt_yaml_is_named_by_line(tmp_path: Path) -> None:
    line, said = fault_of(write(tmp_path, BODY.replace("is: COMPLETED}", "is: }}")))

    assert line == FIRST_LINE + 3
    assert "expected" in said


def test_all_faults_are_found_at_once(tmp_path: Path) -> None:
    body = BODY.replace("upload", "uplaod").replace("status_of", "statusof")

    assert [fault.line for fault in faults_of(write(tmp_path, body))] == [FIRST_LINE + 1, FIRST_LINE + 3]


def test_parameters_are_rendered_and_can_be_chosen(tmp_path: Path) -> None:
    file = write(tmp_path, BODY.replace("COMPLETED", "COMPLETED, within: {{ patience }}"))

    assert plan_of(file).phases[1].questions[0].within == 60
    assert plan_of(file, Choice(parameters={"patience": "90"})).phases[1].questions[0].within == 90


def test_variants_are_parameter_sets_that_the_command_line_can_override(tmp_path: Path) -> None:
    file = write(tmp_path, head=HEAD.replace("---", "variants: {slow: {patience: 600, name: x}}\n---"))

    plan = plan_of(file, Choice("slow", {"name": "y"}))

    assert plan.parameters == {"patience": 600, "name": "y"}
    assert plan.name == "scenario[slow]"


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (Choice(parameters={"patients": "1"}), "there is no parameter 'patients'; there is: patience, name"),
        (Choice(parameters={"patience": "long"}), "patience: Input should be a valid integer"),
        (Choice("fast"), "there is no variant 'fast'"),
    ],
)
def test_an_impossible_choice_is_a_fault(tmp_path: Path, choice: Choice, message: str) -> None:
    (fault,) = faults_of(write(tmp_path), choice)

    assert message in fault.message
    assert fault.line == HEAD.splitlines().index("parameters:") + 1


def test_the_seed_is_the_files_or_the_chosen_one_and_moves_on_with_each_turn(tmp_path: Path) -> None:
    file = write(tmp_path, BODY.replace("deed.pdf}", "deed.pdf, seed: {{ seed }}}"))

    assert [plan_of(file, choice).seed for choice in (Choice(), Choice(seed=7), Choice(seed=7, turn=2))] == [1, 7, 9]
    (upload,) = plan_of(file, Choice(seed=7)).phases[0].actions
    assert isinstance(upload, Bound)
    assert upload.arguments["seed"] == 7


def test_lines_are_those_of_the_file_also_after_a_loop(tmp_path: Path) -> None:
    body = """\
when:
{% for number in range(20) %}
  - upload: {sample: deed.pdf, key: "incoming/{{ number }}.pdf"}
{% endfor %}
  - uplaod: {sample: deed.pdf, key: x}
then:
  - {status_of: incoming/1.pdf, is: COMPLETED}
"""
    (fault,) = faults_of(write(tmp_path, body))

    assert fault.line == FIRST_LINE + 4
    assert fault.place == ("when", 20, "uplaod")


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ patients }}", "'patients' is undefined"),
        ("{% for %}", "Expected an expression"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ 1 / 0 }}", "division by zero"),
    ],
)
def test_a_template_that_cant_be_rendered_is_named_by_line(tmp_path: Path, template: str, message: str) -> None:
    (fault,) = faults_of(write(tmp_path, f"{BODY}  # {template}\n"))

    assert message in fault.message
    assert fault.line == FIRST_LINE + 4


def test_a_file_without_a_body_is_refused(tmp_path: Path) -> None:
    (fault,) = faults_of(write(tmp_path, "", HEAD.replace("---", "")))

    assert "no line '---'" in fault.message


def test_a_head_can_be_read_alone(tmp_path: Path) -> None:
    file = write(tmp_path, "{% broken")

    assert load_head(file).tags == ("test",)


def test_a_head_that_lacks_something_is_refused(tmp_path: Path) -> None:
    (fault,) = faults_of(write(tmp_path, head=HEAD.replace("shows: something\n", "")))

    assert (fault.line, fault.place, fault.message) == (1, ("shows",), "is missing")
