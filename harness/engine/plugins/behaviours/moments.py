"""The moment of a call: what a behaviour can know of a request."""

import json
import re
from functools import partial
from typing import Any

from fakes.behaviours.moment import Moment, Point
from harness.engine.plugins.recorder.identity import identify
from harness.engine.plugins.recorder.origin import origin_of
from harness.engine.plugins.recorder.resources import find_resources, names_of

READS = re.compile(
    r"(Get|List|Describe|Head|Query|Scan|BatchGet|TransactGet|Lookup|Search|Filter|Select|Detect|Analyze)"
)
"""How the names of operations begin that change nothing."""

PROMPTS = ("messages", "system", "body", "inputText", "prompt")
"""Parameters of Bedrock's operations that hold what a model reads."""


def moment_of(context: Any) -> Moment:
    """The moment of a request whose parameters have been parsed.

    Args:
        context: LocalStack's `RequestContext`.
    """
    parameters = context.service_request or {}
    operation: str = context.operation.name
    origin = origin_of(context)
    return Moment(
        point=Point.CALL,
        service=context.service.service_name,
        operation=operation,
        account=origin.account,
        region=context.region or "",
        resources=names_of(find_resources(parameters)),
        caller=origin.caller,
        role=identify(context.request.headers.get("Authorization", "")).role,
        writes=READS.match(operation) is None,
        prompt=partial(prompt_of, parameters),
        content=partial(content_of, parameters),
    )


def prompt_of(parameters: Any) -> str:
    """The text that goes to a model, as JSON where it is structured; empty for other calls."""
    return "\n".join(_text(parameters[name]) for name in PROMPTS if parameters.get(name))


def content_of(parameters: Any) -> str:
    """A call's parameters as JSON. A function's event is told as well; other payloads are left alone, since they may be
    large."""
    told = json.dumps(parameters, ensure_ascii=False, default=lambda _: None)
    event = (parameters or {}).get("Payload")
    return told if event is None else f"{told}\n{_text(event)}"


def _text(value: Any) -> str:
    if hasattr(value, "read"):
        value = _peek(value)
    if isinstance(value, bytes | bytearray):
        return bytes(value).decode(errors="replace")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _peek(stream: Any) -> bytes:
    """Read a payload without taking it away from the service; one that can't be rewound is left alone."""
    if not (hasattr(stream, "seekable") and stream.seekable()):
        return b""
    content: bytes = stream.read()
    stream.seek(0)
    return content
