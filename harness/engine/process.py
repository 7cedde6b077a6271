"""The engine's operating system process: start it, wait until it is ready, end it with all its children."""

import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from harness.engine.environment import PRELOADED_SERVICES, python_path
from harness.engine.lifeline import Lifeline
from harness.errors import EngineError
from harness.settings import ClockKind, EngineProcessSettings

LAUNCHER = "harness.engine.launcher"
STOP_GRACE = 10.0
"""Seconds that an engine gets to stop by itself before it is killed."""


@dataclass(frozen=True)
class Spawned:
    """A process that is starting: it will say on `ready_fd` when it serves, or why it won't."""

    process: subprocess.Popen[bytes]
    ready_fd: int


def spawn(
    environment: Mapping[str, str], log: Path, lifeline: Lifeline | None = None, clock: ClockKind = "real"
) -> Spawned:
    """Start an engine in a session of its own, so that Ctrl-C in the terminal doesn't reach it.

    Args:
        environment: the whole environment of the process.
        log: file for everything that it prints.
        lifeline: ties the engine's life to this process's; None for an engine that stays.
        clock: the time in which the engine lives.
    """
    ready_read, ready_write = os.pipe()
    lifeline_end = lifeline.grasp() if lifeline else None
    inherited = [descriptor for descriptor in (ready_write, lifeline_end) if descriptor is not None]
    told = EngineProcessSettings(
        ready_fd=ready_write, lifeline_fd=lifeline_end, preload=PRELOADED_SERVICES, clock=clock
    )
    with log.open("wb") as output:
        process = subprocess.Popen(
            [python_path(), "-m", LAUNCHER],
            env={**environment, EngineProcessSettings.VARIABLE: told.model_dump_json()},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=inherited,
            start_new_session=True,
        )
    for descriptor in inherited:
        os.close(descriptor)
    return Spawned(process, ready_read)


def wait_until_ready(spawned: Spawned, log: Path, timeout: float) -> None:
    """Block until the engine reports that it serves.

    Raises:
        EngineError: it refused to start, died, or took longer than `timeout` seconds; with the tail of its log.
    """
    try:
        report = _read_report(spawned.ready_fd, timeout)
    finally:
        os.close(spawned.ready_fd)
    if report is None:
        end_process_tree(spawned.process.pid, grace=0)
        raise EngineError(
            f"The engine wasn't ready after {timeout:.0f} s.",
            hint="Look at its log; a slow machine may need a larger REHEARSE_START_TIMEOUT.",
            details=tail(log),
        )
    if not report:
        code = spawned.process.wait()
        raise EngineError(f"The engine died while starting ({exit_reason(code)}).", details=tail(log))
    problems = json.loads(report)["problems"]
    if problems:
        spawned.process.wait()
        raise EngineError(
            "The engine refuses to start, because not everything that it needs is active.",
            hint="Run `make install`; if that doesn't help, the versions in requirements.lock aren't installed.",
            details=problems,
        )


def end_process_tree(pid: int, grace: float = STOP_GRACE) -> None:
    """Ask a process to stop, wait up to `grace` seconds, and kill what is left of it and its children."""
    try:
        process = psutil.Process(pid)
    except psutil.NoSuchProcess:
        return
    family = [process, *process.children(recursive=True)]
    if grace:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGTERM)
    _, left = psutil.wait_procs(family, timeout=grace)
    for survivor in left:
        with suppress(psutil.NoSuchProcess):
            survivor.kill()
    psutil.wait_procs(left, timeout=5)


def tail(log: Path, lines: int = 20) -> list[str]:
    """The last lines of a log file."""
    try:
        return log.read_text(errors="replace").splitlines()[-lines:]
    except FileNotFoundError:
        return []


def exit_reason(code: int) -> str:
    """Say in words how a process ended."""
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"


def _read_report(descriptor: int, timeout: float) -> bytes | None:
    """Everything written to the pipe until its end; None when `timeout` seconds passed first."""
    deadline = time.monotonic() + timeout
    report = b""
    while select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))[0]:
        chunk = os.read(descriptor, 65536)
        if not chunk:
            return report
        report += chunk
    return None
