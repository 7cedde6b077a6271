"""A fresh account of an engine, with what loads need in it. Nothing here knows which engine it is."""

import io
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

MARKING = """\
import os, uuid
def handler(event, context):
    for _ in event.get("Records", [event]) if isinstance(event, dict) else [event]:
        open(os.path.join(os.environ["MARKS"], uuid.uuid4().hex), "w").close()
"""
"""Leaves a file for each record, in a folder that the benchmark sees: every engine here runs functions on the host."""

PATIENCE_SECONDS = 240.0


class World:
    """Clients of one fresh account.

    Args:
        endpoint: the engine's.
        folder: where functions leave their marks.
    """

    def __init__(self, endpoint: str, folder: Path) -> None:
        self.account = f"{random.SystemRandom().randrange(10**11, 10**12)}"
        self.marks = folder / self.account
        self.marks.mkdir(parents=True)
        self._endpoint = endpoint

    def client(self, service: str) -> Any:
        """A client of this account, which never tries twice."""
        return boto3.client(
            service,  # type: ignore[call-overload]
            endpoint_url=self._endpoint,
            region_name="us-east-1",
            aws_access_key_id=self.account,
            aws_secret_access_key="benchmark",
            config=Config(retries={"total_max_attempts": 1}, max_pool_connections=64, read_timeout=300),
        )

    def function(self, name: str, code: str = MARKING) -> str:
        """Create a function and wait until it is active; the answer is its ARN."""
        lambda_ = self.client("lambda")
        created = lambda_.create_function(
            FunctionName=name,
            Runtime="python3.11",
            Handler="index.handler",
            Role=self.role(),
            Timeout=60,
            Code={"ZipFile": zipped(code)},
            Environment={"Variables": {"MARKS": str(self.marks)}},
        )
        lambda_.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 0.05})
        return str(created["FunctionArn"])

    def role(self) -> str:
        """The ARN of a role that nobody checks."""
        return f"arn:aws:iam::{self.account}:role/benchmark"

    def marked(self) -> int:
        """How many records functions have seen."""
        return sum(1 for _ in self.marks.iterdir())


def zipped(code: str) -> bytes:
    """A zip with the code as `index.py`."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("index.py", code)
    return archive.getvalue()


def wait_for(holds: Callable[[], bool], what: str, pause: float = 0.02) -> None:
    """Look until it holds, with a pause of so many seconds between two looks.

    Raises:
        TimeoutError: it never does; says what.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {PATIENCE_SECONDS:.0f} s")
        time.sleep(pause)
