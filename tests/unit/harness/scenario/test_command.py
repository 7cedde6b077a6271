"""`rehearse scenario` as a user types it, without an engine."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from harness.cli import app
from harness.errors import UsageError
from harness.scenario.faults import ScenarioFaultsError
from tests.unit.harness.scenario.scenario_files import BODY, write


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "home"))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["scenario", *map(str, arguments)])


def test_every_scenario_of_the_checkout_is_well_formed_and_listed() -> None:
    assert run("validate").exit_code == 0
    names = [json.loads(line)["name"] for line in run("list", "--json").output.splitlines()]
    assert {"TP-01-happy-path", "TP-02-bad-uploads", "TP-03-duplicates"} <= set(names)


@pytest.mark.parametrize("wish", ["TP-01", "TP-01-happy-path", "happy-path"])
def test_a_scenario_is_found_by_tag_and_name(wish: str) -> None:
    output = run("show", wish).output

    assert "--param patience=600" in output
    assert "TP-01-happy-path.yaml" in output


def test_an_unknown_wish_is_answered_with_what_there_is() -> None:
    error = run("run", "TP-99").exception

    assert isinstance(error, UsageError)
    assert "TP-01" in error.hint


@pytest.mark.parametrize(("kind", "name"), [("actions", "upload"), ("probes", "queue_depth")])
def test_actions_and_probes_are_listed_with_their_arguments(kind: str, name: str) -> None:
    assert f"\n{name} " in run(kind).output
    listed = {verb["name"]: verb for verb in map(json.loads, run(kind, "--json").output.splitlines())}
    assert listed[name]["arguments"]["properties"]


def test_a_new_scenario_can_be_used_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"

    assert run("new", file).exit_code == 0
    assert run("validate", file).exit_code == 0
    assert isinstance(run("new", file).exception, UsageError)


def test_nothing_runs_when_one_of_the_files_has_a_fault(tmp_path: Path) -> None:
    file = write(tmp_path, BODY.replace("upload", "uplaod"))

    error = run("run", "TP-01", file).exception

    assert isinstance(error, ScenarioFaultsError)
    assert "scenario.yaml:11: when[0].uplaod" in error.details[0]
