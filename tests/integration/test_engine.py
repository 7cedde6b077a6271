"""The engine as a user meets it: up, status, down, and what happens when something is in the way."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import psutil
import pytest
from botocore.exceptions import ClientError

from harness import control
from harness.clock import Clock
from harness.engine import preflight
from harness.engine.host import HostEngine
from harness.engine.lifeline import Lifeline
from harness.engine.record import EngineRecord
from harness.errors import EngineError
from harness.pytest_plugin import EngineUnderTest
from harness.settings import Settings
from tests.waiting import ended, eventually


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({"REHEARSE_HOME": str(tmp_path), "REHEARSE_PORT": "0"})


def test_a_running_engine_reports_every_plugin_and_no_failed_patch(engine: EngineUnderTest) -> None:
    status = HostEngine(Settings.from_environment({"REHEARSE_HOME": str(engine.home)})).status()

    assert status.running
    assert "textract:fake" in status.plugins
    assert "failed" not in status.patches.values()


def test_what_would_have_to_be_downloaded_is_refused(engine: EngineUnderTest) -> None:
    with pytest.raises(ClientError, match="What needs kinesis-local is not emulated"):
        engine.client("kinesis", "111111111111").create_stream(StreamName="clicks", ShardCount=1)


@pytest.mark.parametrize("ask", [Clock.show, lambda clock: clock.advance(1), lambda clock: clock.set_rate(0)])
def test_an_engine_in_real_time_has_no_clock_to_move(engine: EngineUnderTest, ask: Callable[[Clock], object]) -> None:
    with pytest.raises(EngineError, match="this engine has no /_rehearse/clock") as caught:
        ask(Clock(engine.endpoint))

    assert "--clock virtual" in caught.value.hint


def test_accounts_are_worlds_of_their_own(engine: EngineUnderTest) -> None:
    engine.client("sqs", "111111111111").create_queue(QueueName="mine")

    assert "QueueUrls" not in engine.client("sqs", "222222222222").list_queues()


def test_up_twice_is_harmless_and_down_leaves_nothing(settings: Settings) -> None:
    engine = HostEngine(settings)
    try:
        first = engine.up()
        second = engine.up()
        family = family_of(first.pid)
    finally:
        engine.down()

    assert second.pid == first.pid
    assert all(map(ended, family))
    left = {path.name for path in (settings.home / "engine").iterdir()}
    assert left <= {"engine.log", "engine.lock", "cache"}
    engine.down()


def test_an_engine_dies_with_its_owner_even_when_that_is_killed(settings: Settings) -> None:
    """The owner is another Python process, which is killed with SIGKILL while its engine runs."""
    program = (
        "import sys; from pathlib import Path; from harness.engine.host import HostEngine;"
        "from harness.engine.lifeline import Lifeline; from harness.settings import Settings;"
        "home = Path(sys.argv[1]); line = Lifeline(home / 'lifeline'); line.hold();"
        "settings = Settings.from_environment({'REHEARSE_HOME': str(home), 'REHEARSE_PORT': '0'});"
        "print(HostEngine(settings, lifeline=line).up().pid, flush=True); sys.stdin.read()"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", program, str(settings.home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert owner.stdout is not None
    family = family_of(int(owner.stdout.readline()))

    owner.send_signal(signal.SIGKILL)

    eventually(lambda: all(map(ended, family)))
    owner.communicate()


def test_a_port_in_use_is_named_with_the_way_out(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(EngineError, match=f"Port {port} .* in use") as caught:
            HostEngine(settings.model_copy(update={"port": port})).up()

    assert "--port 0" in caught.value.hint


def test_a_stale_record_of_a_process_that_is_now_someone_else_is_ignored(settings: Settings) -> None:
    folder = settings.home / "engine"
    folder.mkdir(parents=True)
    EngineRecord(pid=os.getpid(), created=1.0, host="127.0.0.1", port=1).write(folder / "engine.json")

    engine = HostEngine(settings)

    assert not engine.status().running
    engine.down()
    assert psutil.Process().is_running()


def test_an_engine_that_hangs_is_found_out_before_an_sdk_waits_for_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    myself = psutil.Process()
    monkeypatch.setattr(control, "_CLIENT", httpx.Client(trust_env=False, timeout=0.1))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        record = EngineRecord(pid=myself.pid, created=myself.create_time(), host="127.0.0.1", port=port)
        (settings.home / "engine").mkdir()
        record.write(settings.home / "engine" / "engine.json")

        with pytest.raises(EngineError, match="doesn't answer: timed out") as caught:
            HostEngine(settings).endpoint()

    assert "rehearse down" in caught.value.hint


def test_an_engine_in_real_time_is_not_passed_off_as_one_in_virtual_time(settings: Settings) -> None:
    folder = settings.home / "engine"
    folder.mkdir(parents=True)
    process = psutil.Process()
    EngineRecord(pid=process.pid, created=process.create_time(), host="127.0.0.1", port=1).write(folder / "engine.json")

    with pytest.raises(EngineError, match="runs already, in real time"):
        HostEngine(settings.model_copy(update={"clock": "virtual"})).up()


def test_a_full_disk_is_reported_before_anything_starts(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "FREE_DISK_NEEDED", 2**62)

    with pytest.raises(EngineError, match=r"has \d+ MB left") as caught:
        HostEngine(settings).up()

    assert "REHEARSE_HOME" in caught.value.hint


def test_an_engine_that_dies_while_starting_shows_the_tail_of_its_log(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harness.engine.process.LAUNCHER", "harness.engine.nowhere")

    with pytest.raises(EngineError, match="died while starting") as caught:
        HostEngine(settings).up()

    assert any("No module named" in line for line in caught.value.details)
    assert not HostEngine(settings).status().running


def test_an_engine_without_one_of_its_plugins_refuses_to_start_and_says_which(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifest asks for a plugin that nobody installed."""
    launcher = tmp_path / "demanding_launcher.py"
    launcher.write_text(
        "from harness.engine.plugins import manifest\n"
        "manifest.PLUGINS['localstack.aws.provider'] |= {'textract:absent'}\n"
        "from harness.engine.launcher import main\n"
        "main()\n"
    )
    monkeypatch.setattr("harness.engine.process.python_path", lambda: str(_with_path(tmp_path)))
    monkeypatch.setattr("harness.engine.process.LAUNCHER", launcher.stem)

    with pytest.raises(EngineError, match="refuses to start") as caught:
        HostEngine(settings).up()

    assert caught.value.details == ("Plugin 'textract:absent' of 'localstack.aws.provider' isn't installed.",)


def test_an_engine_with_a_patch_that_does_not_fit_refuses_to_start_and_says_which(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A patch looks for a function that LocalStack doesn't have."""
    (tmp_path / "misfit_launcher.py").write_text(
        "from harness.engine.plugins import patches\n"
        "from harness.engine.plugins.patching import Patch, replace\n"
        "misfit = Patch('misfit', 'localstack.config', lambda m: replace(m, 'no_such_place', lambda old: old))\n"
        "patches.PATCHES += (misfit,)\n"
        "from harness.engine.launcher import main\n"
        "main()\n"
    )
    monkeypatch.setattr("harness.engine.process.python_path", lambda: str(_with_path(tmp_path)))
    monkeypatch.setattr("harness.engine.process.LAUNCHER", "misfit_launcher")

    with pytest.raises(EngineError, match="refuses to start") as caught:
        HostEngine(settings).up()

    assert "misfit" in caught.value.details[0]
    assert "no_such_place" in caught.value.details[0]


def test_a_lifeline_needs_an_owner(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Lifeline(tmp_path / "nobody").grasp()


def family_of(engine: int | None) -> list[int]:
    """The ids of an engine's process and of all below it."""
    return [process.pid for process in (psutil.Process(engine), *psutil.Process(engine).children(recursive=True))]


def _with_path(folder: Path) -> Path:
    """An interpreter that also finds modules in `folder`: the engine's environment inherits no PYTHONPATH."""
    wrapper = folder / "python"
    wrapper.write_text(f'#!/bin/sh\nPYTHONPATH="{folder}" exec "{sys.executable}" "$@"\n')
    wrapper.chmod(0o755)
    return wrapper
