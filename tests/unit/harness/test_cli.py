"""The command line: help for every command, errors as sentences, exit statuses."""

import errno
import json
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import psutil
import pytest
import typer
from botocore.exceptions import EndpointConnectionError
from typer.testing import CliRunner

from harness import cli
from harness.cli import PANELS, app
from harness.commands.lazy import LazyGroup
from harness.control import ControlError, NoAnswerError
from harness.engine.base import EngineStatus
from harness.engine.host import HostEngine
from harness.engine.record import EngineRecord
from harness.errors import INTERRUPTED, UsageError

COMMANDS = [command for modules in PANELS.values() for commands in modules.values() for command in commands]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path))
    return tmp_path


Said = tuple[object, str, str]
"""Exit status, standard output, standard error."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Runs the command line, in this process: loading it anew takes longer than all that these commands do."""

    def run(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["rehearse", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.run()
        said = capsys.readouterr()
        return ended.value.code or 0, said.out, said.err

    return run


def record_engine(home: Path, *, created: float | None = None, port: int = 1) -> None:
    """Have this process pass for an engine; with another time of creation, for one that has died."""
    process = psutil.Process()
    (home / "engine").mkdir()
    EngineRecord(
        pid=process.pid,
        created=process.create_time() if created is None else created,
        host="127.0.0.1",
        port=port,
    ).write(home / "engine" / "engine.json")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])

    assert result.exit_code == 0
    assert "Usage:" in result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example_of_itself(command: str) -> None:
    _, loaded, _ = announced().resolve_command(typer.Context(announced()), [command])

    for name, leaf in getattr(loaded, "commands", {"": loaded}).items():
        assert f"rehearse {command} {name}".rstrip() in leaf.help.partition("Examples:")[2]


def announced() -> LazyGroup:
    """The commands, of which none is loaded yet."""
    group = LazyGroup(name="rehearse")
    group.announce(PANELS)
    return group


HEAVY = {"boto3", "botocore", "httpx", "jinja2", "localstack", "locust", "numpy", "PIL", "psutil", "pydantic"}


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a process of its own has loaded when it has run a command."""
    code = "import sys, harness.cli as cli; cli.app(standalone_mode=False); sys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        ("--help", set()),
        ("status", {"httpx", "psutil", "pydantic"}),
        ("load list", {"pydantic"}),
        ("scenario list", {"pydantic"}),
    ],
)
def test_a_command_loads_nothing_that_only_others_need(command: str, needed: set[str], home: Path) -> None:
    assert HEAVY & loaded_by(*command.split()) == needed


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_said_of_a_command_before_it_is_loaded_is_what_it_says_itself(command: str) -> None:
    group = announced()
    context = typer.Context(group)

    said = group.get_command(context, command).help
    _, loaded, _ = group.resolve_command(context, [command])

    assert said
    assert said == loaded.help


def test_the_version_is_the_packages() -> None:
    done = subprocess.run([sys.executable, "-m", "harness", "--version"], capture_output=True, text=True)

    assert (done.returncode, done.stdout, done.stderr) == (0, f"rehearse {version('rehearsal')}\n", "")


def test_status_without_an_engine_exits_with_1_and_says_so_to_machines_too(
    home: Path, run: Callable[..., Said]
) -> None:
    status, output, _ = run("status", "--json")

    assert status == 1
    assert json.loads(output)["running"] is False


def test_down_without_an_engine_is_harmless(home: Path, run: Callable[..., Said]) -> None:
    status, output, _ = run("down")

    assert (status, output) == (0, "The engine isn't running.\n")


def test_down_says_that_it_has_stopped_an_engine(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HostEngine, "clock", lambda engine: "real")
    monkeypatch.setattr(HostEngine, "down", lambda engine: None)

    assert CliRunner().invoke(app, ["down"]).output == "The engine has stopped.\n"
    assert json.loads(CliRunner().invoke(app, ["down", "--json"]).output)["running"] is False


def test_a_command_that_needs_the_engine_says_how_to_start_it(home: Path, run: Callable[..., Said]) -> None:
    status, output, error = run("deploy", "textract_processor")

    assert status == 1
    assert "isn't running" in error
    assert "rehearse up" in error
    assert output == ""


def test_a_command_that_finds_a_dead_engine_says_where_to_look(home: Path, run: Callable[..., Said]) -> None:
    record_engine(home, created=0.0)

    status, _, error = run("deploy", "textract_processor")

    assert status == 1
    assert "it has died" in error
    assert "rehearse logs" in error


@pytest.mark.parametrize(
    ("failure", "said", "advised"),
    [
        (EndpointConnectionError(endpoint_url="http://127.0.0.1:1/"), "Could not connect", "rehearse logs"),
        (ControlError("409 not now"), "can't do that: 409 not now", "rehearse logs"),
        (NoAnswerError("connection reset"), "doesn't answer: connection reset", "rehearse status"),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left", "REHEARSE_HOME"),
    ],
)
def test_a_failure_that_nobody_nearer_explains_is_a_sentence(
    failure: Exception, said: str, advised: str, run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(failure, monkeypatch)

    status, _, error = run("status")

    assert status == 1
    assert said in error
    assert advised in error


def test_a_defect_of_the_harness_keeps_its_traceback(run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(KeyError("ours"), monkeypatch)

    with pytest.raises(KeyError):
        run("status")


def fail_with(failure: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `rehearse status` fail so."""

    def fail(engine: HostEngine) -> EngineStatus:
        raise failure

    monkeypatch.setattr(HostEngine, "status", fail)


def test_an_impossible_setting_is_named_by_its_variable(
    home: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Said]
) -> None:
    monkeypatch.setenv("REHEARSE_PORT", "eighty")

    status, _, error = run("status")

    assert status == UsageError.exit_code
    assert "REHEARSE_PORT" in error
    assert "Traceback" not in error


def test_an_unknown_system_is_a_usage_error(home: Path, run: Callable[..., Said]) -> None:
    status, _, error = run("deploy", "textrakt")

    assert status == UsageError.exit_code
    assert "textract_processor" in error


def test_markup_in_a_file_name_is_shown_as_it_is(home: Path, run: Callable[..., Said]) -> None:
    status, _, error = run("submit", "[red]missing[/].pdf")

    assert status == UsageError.exit_code
    assert "[red]missing[/].pdf" in error


def test_ctrl_c_ends_a_command_with_130_and_no_traceback(home: Path) -> None:
    """`rehearse logs -f` waits for lines that never come."""
    record_engine(home)
    (home / "engine" / "engine.log").write_text("ready\n")
    following = subprocess.Popen(
        [sys.executable, "-m", "harness", "logs", "-f"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert following.stdout is not None
    assert following.stdout.readline() == "ready\n"

    following.send_signal(signal.SIGINT)

    _, error = following.communicate(timeout=30)
    assert following.returncode == INTERRUPTED
    assert error == "Interrupted.\n"
