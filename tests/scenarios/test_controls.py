"""A scenario that can't fail proves nothing: each is run on a platform with a flaw that it has to find."""

from pathlib import Path

import pytest

from harness.pytest_plugin import EngineUnderTest
from harness.scenario.catalog import load_catalog
from harness.scenario.display import trouble_lines
from harness.scenario.files import all_files, choose_files
from harness.scenario.journal import Verdict
from harness.scenario.loader import Choice, load_plan
from harness.scenario.rehearsal import Rehearsal
from harness.settings import Settings, find_project
from tests.scenarios.control import Control, all_controls

PROJECT = find_project(Path(__file__).parent)

pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize("control", all_controls().values(), ids=all_controls().keys())
def test_a_flaw_in_the_platform_is_found_and_named(
    control: Control, virtual_engine: EngineUnderTest, tmp_path: Path
) -> None:
    (file,) = choose_files(PROJECT, [control.scenario])
    plan = load_plan(file, load_catalog(), Choice(parameters=control.parameters))
    settings = Settings(project=PROJECT, home=tmp_path)

    journal, _ = Rehearsal(settings, lambda plan: lambda entry: None, control.defects).run(plan, virtual_engine.running)

    said = "\n".join(trouble_lines(journal))
    assert journal.verdict is Verdict.FAILED, said
    assert [text for text in control.explained_by if text not in said] == [], said


def test_every_scenario_has_a_control() -> None:
    assert {control.scenario for control in all_controls().values()} == {file.stem for file in all_files(PROJECT)}
