"""Creating and invoking small functions in tests."""

import base64
import io
import json
import textwrap
import uuid
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.config import Config

from harness.clients import RETRIES, Clients
from tests.waiting import eventually

SOON = {"Delay": 0.05, "MaxAttempts": 1200}
"""How to wait for a function: creating one takes a fraction of the second that botocore would sleep."""

PATIENT = RETRIES.merge(Config(read_timeout=300))
"""A function on a busy machine may take longer than the minute after which the SDK would invoke it again."""

Source = str | Mapping[str, str]
"""The text of `app.py`, or texts by file name."""


@dataclass(frozen=True)
class Result:
    """What `Invoke` answered: the payload as Python value, the kind of error, and the log's tail."""

    value: Any
    error: str | None
    log: str


class Functions:
    """Functions of one account, whose handler is `app.handler`.

    Args:
        aws: clients of the account.
    """

    def __init__(self, aws: Clients) -> None:
        self._aws = aws
        self.client = aws.client("lambda", PATIENT)
        self.role = f"arn:aws:iam::{aws.account}:role/worker"

    def create(self, source: Source, **settings: Any) -> str:
        """Create a function, wait until it can be invoked, and return its name."""
        name = f"f-{uuid.uuid4().hex[:8]}"
        defaults = {"Runtime": "python3.11", "Handler": "app.handler", "Timeout": 10, "MemorySize": 256}
        self.client.create_function(
            FunctionName=name, Role=self.role, Code={"ZipFile": archive(source)}, **{**defaults, **settings}
        )
        self.client.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig=SOON)
        return name

    def update(self, name: str, source: Source) -> None:
        """Give a function new code, and wait until that is what runs."""
        self.client.update_function_code(FunctionName=name, ZipFile=archive(source))
        self.client.get_waiter("function_updated_v2").wait(FunctionName=name, WaiterConfig=SOON)

    def configure(self, name: str, **settings: Any) -> None:
        """Change a function's configuration, and wait until that is what runs."""
        self.client.update_function_configuration(FunctionName=name, **settings)
        self.client.get_waiter("function_updated_v2").wait(FunctionName=name, WaiterConfig=SOON)

    def invoke(self, name: str, event: Any = None, **how: Any) -> Result:
        """Invoke synchronously."""
        answer = self.client.invoke(FunctionName=name, Payload=json.dumps(event), LogType="Tail", **how)
        return Result(
            value=json.loads(answer["Payload"].read()),
            error=answer.get("FunctionError"),
            log=base64.b64decode(answer["LogResult"]).decode(),
        )

    def run(self, source: Source, event: Any = None, **settings: Any) -> Result:
        """Create a function and invoke it once."""
        return self.invoke(self.create(source, **settings), event)

    def log_of(self, name: str, awaited: str) -> list[str]:
        """The function's lines in CloudWatch Logs, as soon as one of them contains `awaited`.

        Raises:
            AssertionError: there is none.
        """
        eventually(lambda: any(awaited in line for line in self._log_lines(name)))
        return self._log_lines(name)

    def _log_lines(self, name: str) -> list[str]:
        logs = self._aws.client("logs")
        try:
            events = logs.filter_log_events(logGroupName=f"/aws/lambda/{name}")["events"]
        except logs.exceptions.ResourceNotFoundException:
            return []
        return [event["message"] for event in events]


def archive(source: Source) -> bytes:
    """A zip of one or several files: equal files, equal zip."""
    files = {"app.py": source} if isinstance(source, str) else source
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for path, text in files.items():
            entry = zipfile.ZipInfo(path)
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, textwrap.dedent(text))
    return buffer.getvalue()
