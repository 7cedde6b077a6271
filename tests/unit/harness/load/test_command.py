"""`rehearse load` as a user types it, without an engine."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from harness.cli import app
from harness.commands import connection
from harness.errors import EngineNotRunningError, HarnessError, UsageError
from harness.load.books import balance
from harness.load.data import RunData
from harness.load.folder import RunFolder
from harness.load.profile import Limit
from harness.load.run import LoadError
from harness.settings import Settings
from tests.unit.harness.load.ledgers import waiting
from tests.unit.harness.load.runs import ending, request, run_of

TIGHT = Limit(measure="p95_ms", of="PutObject", at_most=1)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "home"))


def load(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["load", *map(str, arguments)])


def keep(run: RunData, folder: Path) -> Path:
    """Lay a run down as the generator does."""
    kept = RunFolder(folder)
    kept.plan.write_text(run.plan.model_dump_json())
    kept.requests.append(run.requests)
    kept.documents.append(run.documents)
    if run.books:
        kept.books.write_text(run.books.model_dump_json())
    return folder


def steady(milliseconds: float, *limits: Limit, **other: Any) -> RunData:
    requests = [request(at / 4, milliseconds + at % 5) for at in range(240)]
    return run_of([*requests, *(ending(at, milliseconds / 100) for at in range(60))], *limits, **other)


def test_profiles_are_listed_and_shown_at_the_scale_that_is_wanted() -> None:
    names = [json.loads(line)["name"] for line in load("list", "--json").output.splitlines()]
    assert names == ["smoke", "ramp", "spike", "soak", "step"]
    shown = load("show", "ramp", "--scale", "0.1").output
    assert "about 1,620" in shown
    assert "300 s at 5/s" in shown
    assert "limit      p95 of upload -> COMPLETED ≤ 60.00 s" in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["rampp"], "no profile 'rampp'"),
        (["smoke", "--scale", "1e9"], "60,000,000,000 arrivals"),
        (["smoke", "--bind", "5557"], "HOST:PORT"),
        (["smoke", "--bind", "127.0.0.1:99999"], "HOST:PORT"),
        (["smoke", "--processes", "2", "--workers", "2"], "Either"),
        (["ramp", "--engine", "aws"], "16,200 uploads"),
        (["ramp", "--engine", "aws", "--accept-charges", "--max-requests", "100"], "100 are allowed"),
    ],
)
def test_what_cant_be_is_refused_before_anything_starts(arguments: list[str], message: str) -> None:
    error = load("run", *arguments).exception
    assert isinstance(error, UsageError)
    assert message in error.message


def test_without_an_engine_no_load_is_carried_out_which_isnt_to_be_taken_for_a_broken_limit() -> None:
    error = load("run").exception
    assert isinstance(error, LoadError)
    assert error.exit_code == 3
    assert error.message == EngineNotRunningError().message


@pytest.mark.parametrize("command", [["run"], ["report", "monday"]])
def test_a_place_for_junit_is_made_before_anything_runs(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    error = load(*command, "--junit", tmp_path / "file" / "junit.xml").exception
    assert isinstance(error, UsageError)
    assert "can't be written" in error.message
    load(*command, "--junit", tmp_path / "new" / "junit.xml")
    assert (tmp_path / "new").is_dir()


@pytest.mark.parametrize(
    "trouble", [EngineNotRunningError(), LoadError("The engine has gone in the middle of the run.")]
)
def test_a_run_that_is_none_says_so_where_the_last_one_has_said_that_it_was_green(
    trouble: HarnessError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(_settings: Settings) -> None:
        raise trouble

    monkeypatch.setattr(connection, "connect", connect)
    junit = tmp_path / "junit.xml"
    junit.write_text('<testsuite name="load smoke" tests="1" failures="0" errors="0" />')

    result = load("run", "--junit", junit)

    suite = ElementTree.parse(junit).getroot()
    error = suite.find("testcase[@name='the run']/error")
    assert isinstance(result.exception, LoadError)
    assert (suite.get("errors"), error is not None and error.get("message")) == ("1", trouble.message)


@pytest.mark.parametrize(
    ("run", "status"),
    [
        (steady(20), 0),
        (steady(20, TIGHT), 1),
        (steady(20, books=balance([waiting()], {})), 1),
        (steady(20, books=balance([waiting()], {"queue": 1}, interrupted=True)), 130),
        (steady(20, books=None), 3),
    ],
)
def test_a_run_is_judged_again_by_its_folder(run: RunData, status: int, tmp_path: Path) -> None:
    folder = keep(run, tmp_path / "run")
    result = load("report", folder, "--junit", tmp_path / "junit.xml")
    assert result.exit_code == status
    assert (folder / "index.html").exists()
    assert (tmp_path / "junit.xml").exists()


def test_a_run_is_found_by_its_name(tmp_path: Path) -> None:
    keep(steady(20), tmp_path / "home" / "load" / "monday")
    assert load("report", "monday").exit_code == 0


def test_what_is_no_run_is_said_to_be_none(tmp_path: Path) -> None:
    assert isinstance(load("report", tmp_path).exception, UsageError)
    assert not list(tmp_path.glob("*.html"))


def test_a_regression_is_shown_and_fails_when_asked_to(tmp_path: Path) -> None:
    before, after = keep(steady(20), tmp_path / "a"), keep(steady(60), tmp_path / "b")
    result = load("compare", before, after)
    assert result.exit_code == 0
    assert "The second run is worse in " in result.output
    assert load("compare", before, after, "--fail-on-regression").exit_code == 1
    assert load("compare", after, before, "--fail-on-regression").exit_code == 0


def test_a_run_in_which_nothing_was_sent_is_compared_with_none(tmp_path: Path) -> None:
    before, after = keep(steady(20), tmp_path / "a"), keep(run_of([]), tmp_path / "b")
    error = load("compare", before, after).exception
    assert isinstance(error, UsageError)
    assert f"Nothing was sent in {after}" in error.message


def test_that_two_runs_are_of_different_loads_is_said(tmp_path: Path) -> None:
    before, half = keep(steady(20), tmp_path / "a"), keep(steady(20, scale=0.5), tmp_path / "b")
    assert "different loads" not in load("compare", before, before).output
    assert (
        "test at scale 1 for 60 s and test at scale 0.5 for 60 s are different loads"
        in load("compare", before, half).output
    )


@pytest.mark.parametrize("file", ["plan.json", "books.json", "requests.csv"])
def test_a_folder_that_somebody_has_spoilt_is_told_so(file: str, tmp_path: Path) -> None:
    folder = keep(steady(20), tmp_path / "run")
    (folder / file).write_text("event,scheduled\nPutObject,noon\n")
    error = load("report", folder).exception
    assert isinstance(error, UsageError)
    assert "can't be read" in error.message


def test_no_difference_is_said_to_be_none(tmp_path: Path) -> None:
    before, after = keep(steady(20), tmp_path / "a"), keep(steady(20), tmp_path / "b")
    verdicts = {json.loads(line)["verdict"] for line in load("compare", before, after, "--json").output.splitlines()}
    assert verdicts == {"no difference shown"}


@pytest.mark.parametrize("command", [[], ["list"], ["show"], ["run"], ["report"], ["compare"]])
def test_every_command_has_help_and_an_example(command: list[str]) -> None:
    result = load(*command, "--help")
    assert result.exit_code == 0
    assert not command or f"rehearse load {command[0]}" in result.output.split("Examples:")[1]


def test_the_command_never_loads_locust() -> None:
    """It would patch the process."""
    modules = "harness.cli, harness.load.run, harness.load.preparation, harness.load.display, harness.load.compare"
    code = f"import sys, {modules}; sys.exit('locust' in sys.modules or 'gevent' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
