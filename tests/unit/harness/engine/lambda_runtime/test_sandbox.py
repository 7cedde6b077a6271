import json
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from harness.engine.plugins.lambda_runtime import limits
from harness.engine.plugins.lambda_runtime.logs import LogCapture
from harness.engine.plugins.lambda_runtime.sandbox import Outcome, SandboxClosedError
from harness.engine.plugins.lambda_runtime.template import Template, TemplateLostError
from tests.unit.harness.engine.lambda_runtime.conftest import Build
from tests.waiting import ended, eventually

Invoke = Callable[..., Outcome]

PID = "import os\ndef handler(event, context): return os.getpid()"


def test_an_event_comes_back_as_the_handler_made_it(build: Build, invoke: Invoke) -> None:
    sandbox = build("def handler(event, context): return [event, context.aws_request_id]")
    sandbox.initialise()

    outcome = invoke(sandbox, {"deed": "č"})

    assert json.loads(outcome.payload) == [{"deed": "č"}, "request-1"]
    assert not outcome.is_error


def test_a_sandbox_that_was_never_started_starts_within_the_event(build: Build, invoke: Invoke) -> None:
    outcome = invoke(build(PID))

    assert int(outcome.payload)
    assert "Init Duration" not in outcome.log


def test_loading_happens_before_the_first_event(build: Build, invoke: Invoke, tmp_path: Path) -> None:
    sandbox = build(f"open({str(tmp_path / 'loaded')!r}, 'w').close()\n{PID}")

    sandbox.initialise()

    assert (tmp_path / "loaded").exists()
    assert "Init Duration" in invoke(sandbox).log


def test_a_failed_start_is_told_to_the_first_event_and_tried_again_for_the_next(
    build: Build, invoke: Invoke, tmp_path: Path
) -> None:
    sandbox = build(f"open({str(tmp_path / 'needed')!r}).close()\n{PID}")
    sandbox.initialise()
    (tmp_path / "needed").touch()

    first, second = invoke(sandbox), invoke(sandbox)

    assert json.loads(first.payload)["errorType"] == "FileNotFoundError"
    assert not second.is_error


def test_loading_may_take_longer_than_the_init_phase_within_the_events_own_time(
    build: Build, invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "INIT_SECONDS", 0.2)
    sandbox = build(f"""
        import pathlib, time
        if not pathlib.Path({str(tmp_path / "tried")!r}).exists():
            time.sleep(60)
        def handler(event, context):
            return "loaded at last"
    """)
    sandbox.initialise()
    (tmp_path / "tried").touch()

    outcome = invoke(sandbox)

    assert json.loads(outcome.payload) == "loaded at last"
    assert "Phase: init\tStatus: timeout\n" in outcome.log


def test_a_closed_sandbox_leaves_neither_process_nor_scratch_folder(
    build: Build, invoke: Invoke, tmp_path: Path
) -> None:
    sandbox = build(PID)
    worker = int(invoke(sandbox).payload)

    sandbox.close()

    assert ended(worker)
    assert not (tmp_path / "task-0" / "scratch").exists()


def test_a_closed_sandbox_takes_no_more_events(build: Build, invoke: Invoke) -> None:
    sandbox = build(PID)
    sandbox.close()

    with pytest.raises(SandboxClosedError):
        invoke(sandbox)


def test_closing_lets_a_running_event_finish_and_then_ends_the_environment(
    build: Build, invoke: Invoke, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "started")
    os.mkfifo(tmp_path / "go")
    sandbox = build("""
        import os
        def handler(folder, context):
            open(folder + "/started", "w").close()
            open(folder + "/go").close()
            return os.getpid()
    """)
    with ThreadPoolExecutor(1) as caller:
        running = caller.submit(invoke, sandbox, str(tmp_path))
        (tmp_path / "started").open().close()
        sandbox.close()
        (tmp_path / "go").open("w").close()
        outcome = running.result()

    assert not outcome.is_error
    assert ended(int(outcome.payload))


def test_many_sandboxes_can_start_at_once(build: Build, invoke: Invoke) -> None:
    sandboxes = [build(PID) for _ in range(12)]

    with ThreadPoolExecutor(12) as callers:
        pids = {outcome.payload for outcome in callers.map(invoke, sandboxes)}

    assert len(pids) == 12


def test_environment_variables_of_the_template_are_gone(build: Build, invoke: Invoke) -> None:
    sandbox = build("import os\ndef handler(event, context): return sorted(os.environ)", environment={"MINE": "1"})

    assert json.loads(invoke(sandbox).payload) == ["MINE", "_X_AMZN_TRACE_ID"]


def test_only_standard_streams_and_the_channel_are_open(build: Build, invoke: Invoke) -> None:
    sandbox = build("""
        import os, subprocess
        def handler(event, context):
            inherited = subprocess.run(["ls", "/dev/fd/"], capture_output=True, text=True, close_fds=False).stdout
            return [len(os.listdir("/dev/fd")), inherited.split()]
    """)

    opened, inherited = json.loads(invoke(sandbox).payload)

    listing = 1
    assert opened == len(("stdin", "stdout", "stderr", "channel")) + listing
    assert len(inherited) == len(("stdin", "stdout", "stderr")) + listing


PID = """
import os

def handler(event, context):
    return os.getpid()
"""


def test_an_environment_that_was_killed_between_two_events_is_nobodys_failure(build: Build, invoke: Invoke) -> None:
    sandbox = build(PID)
    lost = int(invoke(sandbox).payload)
    os.kill(lost, signal.SIGKILL)
    eventually(lambda: ended(lost))

    outcome = invoke(sandbox)

    assert not outcome.is_error
    assert int(outcome.payload) != lost


def test_a_function_that_ends_itself_between_two_events_fails_the_next_one(
    build: Build, invoke: Invoke, tmp_path: Path
) -> None:
    leave = tmp_path / "leave"
    sandbox = build(f"""
        import os, pathlib, threading, time

        def leave():
            while not pathlib.Path({str(leave)!r}).exists():
                time.sleep(0.001)
            os._exit(3)

        def handler(event, context):
            threading.Thread(target=leave, daemon=True).start()
            return os.getpid()
    """)
    process = int(invoke(sandbox).payload)
    leave.touch()
    eventually(lambda: ended(process))

    assert b"exit status 3" in invoke(sandbox).payload


def test_a_lost_template_is_replaced(tmp_path: Path) -> None:
    template = Template(tmp_path / "library")
    log = LogCapture()
    template.warm()
    lost = template.pid
    assert lost
    os.kill(lost, signal.SIGKILL)

    template.fork(log).close()

    assert template.pid not in (None, lost)
    template.stop()
    log.close()


def test_a_stopped_template_stays_stopped(tmp_path: Path) -> None:
    template = Template(tmp_path / "library")
    log = LogCapture()
    worker = template.fork(log).pid

    template.stop()

    eventually(lambda: ended(worker))
    with pytest.raises(TemplateLostError):
        template.fork(log)
    log.close()
