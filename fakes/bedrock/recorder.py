"""Takes down what a real account answers, as cassettes for the fake: an event hook for boto3."""

import io
import json
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any, Protocol

from botocore.model import OperationModel
from botocore.response import StreamingBody

from fakes.bedrock import converse
from fakes.bedrock.catalogue import find_model
from fakes.bedrock.families import FAMILIES, chat_events
from fakes.bedrock.responders.cassettes.recording import keep_recording

_REQUEST = "rehearse_recorded_request"
_OPERATIONS = ("InvokeModel", "Converse")


class Events(Protocol):
    """The hooks of a boto3 session or client."""

    def register(self, event_name: str, handler: Callable[..., None]) -> None:
        """Call a handler at an event."""


class Recorder:
    """Records each answer of InvokeModel and Converse to a folder; streams and pictures are not recorded.

    Only the conversation and the reply are written, with secrets taken out: no headers, credentials or account.

    Args:
        folder: the cassettes' folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files: list[Path] = []

    def listen(self, events: Events) -> None:
        """Record a client's calls (`client.meta.events`), or those of the clients of a session (`session.events`)."""
        for operation in _OPERATIONS:
            events.register(f"before-parameter-build.bedrock-runtime.{operation}", _remember)
            events.register(f"after-call.bedrock-runtime.{operation}", self._record)

    def _record(self, parsed: dict[str, Any], model: OperationModel, context: dict[str, Any], **_: object) -> None:
        if "Error" in parsed:
            return
        request = context[_REQUEST]
        asked = find_model(request["modelId"])
        if model.name == "Converse":
            conversation, reply = converse.parse(request), chat_events.read(parsed)
        elif family := FAMILIES.get(asked.family):
            conversation = family.parse(_body(request["body"]))
            reply = family.read(json.loads(_read_again(parsed)))
        else:
            return
        self.files.append(keep_recording(self._folder, conversation, asked, reply))


def _remember(params: dict[str, Any], context: MutableMapping[str, Any], **_: object) -> None:
    context[_REQUEST] = params


def _body(body: Any) -> bytes:
    return body.encode() if isinstance(body, str) else bytes(body)


def _read_again(parsed: dict[str, Any]) -> bytes:
    """Read a response's stream, and put an unread one in its place."""
    content: bytes = parsed["body"].read()
    parsed["body"] = StreamingBody(io.BytesIO(content), len(content))
    return content
