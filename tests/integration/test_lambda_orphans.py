"""Nothing of Lambda outlives the engine, and a lost template is replaced. These tests kill engines of their own."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

from harness.clients import Clients
from harness.engine.host import HostEngine
from harness.settings import Settings
from tests.integration.lambda_functions import Functions
from tests.waiting import ended, eventually

IDLE = "import os\ndef handler(event, context): return [os.getpid(), os.getppid()]"

BUSY = """
import os, pathlib, subprocess
def handler(file, context):
    child = subprocess.Popen(["sleep", "1000"])
    pathlib.Path(file + ".new").write_text(f"{os.getpid()} {child.pid}")
    os.rename(file + ".new", file)
    while True:
        pass
"""


@dataclass(frozen=True)
class OwnEngine:
    """An engine that a test may kill."""

    host: HostEngine
    pid: int
    functions: Functions


@pytest.fixture
def own(tmp_path: Path, account: str) -> Iterator[OwnEngine]:
    host = HostEngine(Settings.from_environment({"REHEARSE_HOME": str(tmp_path), "REHEARSE_PORT": "0"}))
    status = host.up()
    assert status.pid
    yield OwnEngine(host, status.pid, Functions(Clients(status.endpoint, account, "us-east-1")))
    host.down()


def client_without_retries(functions: Functions) -> Any:
    """A client that doesn't ask again when its engine is gone."""
    return boto3.client(
        "lambda",
        endpoint_url=functions.client.meta.endpoint_url,
        region_name="us-east-1",
        aws_access_key_id=functions.role.split(":")[4],
        aws_secret_access_key="any",
        config=Config(retries={"total_max_attempts": 1}),
    )


def busy_worker(functions: Functions, callers: ThreadPoolExecutor, file: Path) -> list[int]:
    """Keep a worker busy for ever, and return its pid and that of a child of its."""
    name = functions.create(BUSY, Timeout=900)
    callers.submit(client_without_retries(functions).invoke, FunctionName=name, Payload=f'"{file}"')
    eventually(file.exists)
    return [int(pid) for pid in file.read_text().split()]


@pytest.mark.parametrize("how", ["killed", "stopped"])
def test_no_process_of_lambda_outlives_the_engine(own: OwnEngine, tmp_path: Path, how: str) -> None:
    idle_and_template = own.functions.run(IDLE).value
    with ThreadPoolExecutor(1) as callers:
        family = [*idle_and_template, *busy_worker(own.functions, callers, tmp_path / "busy")]

        if how == "killed":
            os.kill(own.pid, signal.SIGKILL)
        else:
            own.host.down()

        eventually(lambda: all(map(ended, family)))


def test_a_lost_template_takes_its_workers_along_and_is_replaced(own: OwnEngine, tmp_path: Path) -> None:
    name = own.functions.create(IDLE)
    worker, template = own.functions.invoke(name).value
    with ThreadPoolExecutor(1) as callers:
        busy = own.functions.create(BUSY, Timeout=900)
        running = callers.submit(own.functions.invoke, busy, str(tmp_path / "busy"))
        eventually((tmp_path / "busy").exists)
        workers = [worker, *map(int, (tmp_path / "busy").read_text().split())]

        os.kill(template, signal.SIGKILL)

        eventually(lambda: all(map(ended, workers)))
        interrupted = running.result().value
    new_worker, new_template = own.functions.invoke(name).value
    assert interrupted["errorType"] == "Runtime.ExitError"
    assert {new_worker, new_template}.isdisjoint({worker, template})
