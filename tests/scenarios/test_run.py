"""`rehearse scenario run` on the run's engine: exit statuses, journals, JUnit."""

import json
import re
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from harness import control
from harness.cli import app
from harness.engine.host import HostEngine
from harness.pytest_plugin import EngineUnderTest
from harness.settings import Settings

SCENARIO = """\
title: An empty world
shows: that a run needs no system
replays: nothing
system: textract_processor
tags: [test]
clock: real
parameters:
  calls: {default: 0, about: how many there are}
---
when:
  - behave:
then:
  - {calls_made: {service: textract, operation: StartDocumentAnalysis}, is: {{ calls }}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "empty.yaml"
    file.write_text(SCENARIO)
    return file


@pytest.fixture(autouse=True)
def home(engine: EngineUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REHEARSE_HOME", str(engine.home))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["scenario", "run", *map(str, arguments)])


def test_a_run_that_passes_leaves_a_journal_and_junit(file: Path, tmp_path: Path) -> None:
    result = run(file, "--json", "--junit", tmp_path / "junit.xml")

    (journal,) = map(json.loads, result.stdout.splitlines())
    assert (result.exit_code, journal["verdict"]) == (0, "passed")
    assert [entry["name"] for entry in journal["entries"]] == ["behave", "calls_made"]
    assert ElementTree.parse(tmp_path / "junit.xml").getroot().get("failures") == "0"


def test_a_run_that_fails_says_what_was_expected_and_seen(file: Path) -> None:
    result = run(file, "--param", "calls=3")

    assert result.exit_code == 1
    assert "expected: is 3; seen: 0" in result.stdout
    assert "✗ FAILED empty" in result.stdout


def test_a_run_that_cant_be_carried_out_has_a_status_of_its_own(file: Path) -> None:
    file.write_text(SCENARIO.replace("behave:", "redrive: NoQueueUrl"))

    result = run(file)

    assert result.exit_code == 3
    assert "WorldError: The stack has no output 'NoQueueUrl'" in result.stdout


def test_several_run_at_the_same_time_and_in_worlds_of_their_own(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(SCENARIO)

    result = run(file, other, "--parallel", "2", "--json")

    accounts = {json.loads(line)["account"] for line in result.stdout.splitlines()}
    assert result.exit_code == 0
    assert len(accounts) == 2


def test_until_failure_draws_anew_each_time(file: Path) -> None:
    """The scenario holds for the seeds 1 and 2, and not for 3."""
    file.write_text(SCENARIO.replace("{{ calls }}", "{{ 0 if seed < 3 else 1 }}"))

    result = run(file, "--until-failure", "--json")

    assert result.exit_code == 1
    assert [json.loads(line)["seed"] for line in result.stdout.splitlines()] == [1, 2, 3]


NINE_MINUTES = """\
title: Nine minutes
shows: that they pass at once
replays: nothing
system: textract_processor
tags: [test]
---
when:
  - advance: 9m
  - run_to_idle:
then:
  - {calls_made: {service: textract, operation: StartDocumentAnalysis}, is: 0}
"""


def test_virtual_time_passes_on_an_engine_of_its_own_that_is_gone_afterwards(tmp_path: Path) -> None:
    file = tmp_path / "nine-minutes.yaml"
    file.write_text(NINE_MINUTES)

    result = run(file, "--json")

    journal = json.loads(result.stdout)
    advance, *_ = journal["entries"]
    assert result.exit_code == 0
    assert (datetime.fromisoformat(advance["ended"]) - datetime.fromisoformat(advance["began"])).seconds == 540
    assert journal["wall_seconds"] < 540
    assert "Starting an engine in virtual time" in result.stderr
    with pytest.raises(control.ControlError):
        control.get(journal["endpoint"], "health")


def test_a_scenario_in_real_time_runs_on_the_engine_that_runs_already(file: Path, engine: EngineUnderTest) -> None:
    journal = json.loads(run(file, "--json").stdout)

    assert (journal["clock"], journal["endpoint"]) == ("real", engine.endpoint)


def test_a_private_engine_that_is_kept_can_be_reached_and_stopped_as_it_was_said(tmp_path: Path) -> None:
    file = tmp_path / "nine-minutes.yaml"
    file.write_text(NINE_MINUTES)

    result = run(file, "--json", "--keep")

    journal = json.loads(result.stdout)
    said = re.search(r"It stays: (\S+)\. Stop it with `REHEARSE_HOME=(\S+) rehearse down`", result.stderr)
    assert said
    assert said[1] == journal["endpoint"]
    engine = HostEngine(Settings.from_environment({"REHEARSE_HOME": said[2]}))
    assert engine.status().running
    engine.down()
    assert not engine.status().running


def test_seed_and_parameters_are_chosen_on_the_command_line(file: Path) -> None:
    file.write_text(SCENARIO.replace("{{ calls }}", "{{ seed - 7 + calls }}"))

    journal = json.loads(run(file, "--json", "--seed", "7", "--param", "calls=0").stdout)

    assert (journal["verdict"], journal["seed"], journal["parameters"]) == ("passed", 7, {"calls": 0})


def test_parallel_runs_in_virtual_time_have_an_engine_each_and_a_table_at_the_end(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.yaml" for name in ("one", "two")]
    for file in files:
        file.write_text(NINE_MINUTES)

    result = run(*files, "--parallel", "2")

    assert result.exit_code == 0
    assert result.stderr.count("Starting an engine in virtual time") == 2
    assert re.search(r"✓  one +9m 0s ", result.stdout)
