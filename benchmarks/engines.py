"""The engines that are measured: ours, and ministack in an environment of its own."""

import os
import socket
import subprocess
import time
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx
import psutil

from harness.engine.host import HostEngine
from harness.settings import Settings

START_SECONDS = 60.0

MINISTACK = ("ministack", "boto3")
"""With what functions import."""

PARTS = {"functions": "lambda_runtime", "readers": "textract.reading"}
"""What our engine has processes of its own for, and how their command lines are known."""

T = TypeVar("T")


@dataclass(frozen=True)
class Engine:
    """A running engine.

    Attributes:
        name: for the table.
        endpoint: where it serves.
        pid: of its first process.
        start_seconds: how long it took until it served.
    """

    name: str
    endpoint: str
    pid: int
    start_seconds: float

    def cpu_seconds(self) -> float:
        """Processor time that all its processes, also those that have ended, have used."""
        return sum(self.cpu_seconds_by_part().values())

    def cpu_seconds_by_part(self) -> dict[str, float]:
        """The same for each of `PARTS` and the rest, which is `engine`."""
        parts = dict.fromkeys(("engine", *PARTS), 0.0)
        for part, seconds in self._of_each(lambda process: (_part(process), sum(process.cpu_times()[:4]))):
            parts[part] += seconds
        return parts

    def memory_mb(self) -> float:
        """What its processes hold in memory; pages that several share count in parts."""
        return sum(self._of_each(lambda process: process.memory_full_info().pss)) / 1e6

    def first_memory_mb(self) -> float:
        """What its first process holds: services and what they keep."""
        return float(psutil.Process(self.pid).memory_full_info().pss) / 1e6

    def _of_each(self, ask: Callable[[psutil.Process], T]) -> Iterator[T]:
        first = psutil.Process(self.pid)
        for process in (first, *first.children(recursive=True)):
            try:
                yield ask(process)
            except psutil.Error:
                continue  # it has just ended, and its parent counts it


def _part(process: psutil.Process) -> str:
    command = " ".join(process.cmdline())
    return next((part for part, sign in PARTS.items() if sign in command), "engine")


QUOTAS_LIFTED = {"REHEARSE_TEXTRACT_START_RATE": "1000", "REHEARSE_TEXTRACT_GET_RATE": "1000"}
"""Textract starts ten jobs a second and answers ten readers, by AWS's default quotas: else they were measured."""


@contextmanager
def rehearsal(home: Path) -> Iterator[Engine]:
    """An engine of this checkout, in a folder of its own, whose Textract has no quotas worth mentioning."""
    os.environ.update(QUOTAS_LIFTED)
    host = HostEngine(Settings.from_environment({"REHEARSE_HOME": str(home), "REHEARSE_PORT": "0"}))
    started = time.perf_counter()
    status = host.up()
    try:
        yield Engine("rehearsal", status.endpoint, status.pid or 0, time.perf_counter() - started)
    finally:
        host.down()


@contextmanager
def ministack(folder: Path) -> Iterator[Engine]:
    """ministack from the package registry, installed into `folder`."""
    python = folder / "bin" / "python"
    venv.create(folder, with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", *MINISTACK], check=True, stderr=subprocess.DEVNULL)
    port = _free_port()
    variables = {"GATEWAY_PORT": str(port), "TMPDIR": str(folder), "HOME": str(folder)}
    started = time.perf_counter()
    process = subprocess.Popen(
        [python, "-m", "ministack"],
        env={**os.environ, **variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        endpoint = f"http://127.0.0.1:{port}"
        _wait_until_served(endpoint)
        yield Engine("ministack", endpoint, process.pid, time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _wait_until_served(endpoint: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{endpoint}/_ministack/health", trust_env=False)
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError(f"nobody serves at {endpoint}")
