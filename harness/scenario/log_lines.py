"""What Lambda functions have logged, for readers: one line after the other, with what it belongs to."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

PREFIX: Final = "/aws/lambda/"

CORRELATIONS: Final = ("processingId", "jobId", "transactionId")
"""Fields that say what a line is about, the best first: specs/00-overview.md, rule 5."""

TOLD_ELSEWHERE: Final = frozenset(
    {"timestamp", "level", "message", "service", "location", "function_request_id", "cold_start", "xray_trace_id"}
    | {"function_name", "function_arn", "function_memory_size", "exception_name", "stack_trace"}
)
"""Fields of Powertools' lines that a reader knows already, or has no use for."""

LAMBDAS_OWN: Final = re.compile(r"(START|END|REPORT|INIT_START) ")
"""How lines begin that only say that an invocation began or ended; the timeline says so too."""

REQUEST: Final = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")


class LogLine(BaseModel):
    """One line.

    Attributes:
        at: when it was written, in the engine's time.
        function: its name.
        level: e.g. `ERROR`; of a line that isn't JSON, a guess.
        message: what it says.
        correlation: id of what it is about; empty if it doesn't say.
        request: id of the invocation; empty if it doesn't say.
        facts: its other fields.
    """

    model_config = ConfigDict(frozen=True)

    at: datetime
    function: str
    level: str
    message: str
    correlation: str = ""
    request: str = ""
    facts: dict[str, Any] = {}


def read_logs(client: Any) -> Iterator[LogLine]:
    """The lines of all functions of an account, oldest first.

    Args:
        client: boto3's, of CloudWatch Logs.
    """
    groups = [
        group["logGroupName"]
        for page in client.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=PREFIX)
        for group in page["logGroups"]
    ]
    lines = [line for group in groups for line in _lines_of(client, group)]
    yield from sorted(lines, key=lambda line: line.at)


def _lines_of(client: Any, group: str) -> Iterator[LogLine]:
    function = group.removeprefix(PREFIX)
    for page in client.get_paginator("filter_log_events").paginate(logGroupName=group):
        for event in page["events"]:
            if not LAMBDAS_OWN.match(event["message"]):
                yield parse(event["message"], function, datetime.fromtimestamp(event["timestamp"] / 1000, UTC))


def parse(text: str, function: str, at: datetime) -> LogLine:
    """A line of a log.

    Args:
        text: as CloudWatch has it.
        function: that wrote it.
        at: when.
    """
    try:
        fields = json.loads(text)
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        return _plain(text.strip(), function, at)
    return LogLine(
        at=at,
        function=function,
        level=str(fields.get("level", "")),
        message=str(fields.get("message", "")),
        correlation=next((str(fields[name]) for name in CORRELATIONS if fields.get(name)), ""),
        request=str(fields.get("function_request_id", "")),
        facts={name: value for name, value in fields.items() if name not in TOLD_ELSEWHERE},
    )


def _plain(text: str, function: str, at: datetime) -> LogLine:
    request = REQUEST.search(text)
    failed = "Error" in text or "Task timed out" in text or text.startswith("[ERROR]")
    level = "ERROR" if failed else "INFO"
    return LogLine(at=at, function=function, level=level, message=text, request=request[0] if request else "")
