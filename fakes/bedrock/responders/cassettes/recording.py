"""A recorded answer, and the file that keeps it."""

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from fakes.bedrock.answer import Reply, StopReason, ToolCall, Usage
from fakes.bedrock.catalogue import Model
from fakes.bedrock.conversation import Conversation
from fakes.bedrock.errors import DefinitionError
from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.responders.cassettes.request import key_of, normalise, redact, redact_values


class RecordedCall(BaseModel):
    """A tool that the model wanted used."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    input: JsonObject


class RecordedReply(BaseModel):
    """What the model said, with the tokens that it counted."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: str
    calls: tuple[RecordedCall, ...] = ()
    stop_reason: StopReason
    input_tokens: int
    output_tokens: int

    @classmethod
    def of(cls, reply: Reply) -> Self:
        """Take down a reply of the real service, which always has a stop reason and a usage.

        Raises:
            ValueError: it has none.
        """
        if reply.stop_reason is None or reply.usage is None:
            raise ValueError("only a complete reply can be recorded")
        calls = tuple(
            RecordedCall.model_validate({"name": call.name, "input": redact_values(call.input)}) for call in reply.calls
        )
        usage = reply.usage
        return cls(
            text=redact(reply.text),
            calls=calls,
            stop_reason=reply.stop_reason,
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
        )

    def to_reply(self) -> Reply:
        """Say it again."""
        calls = tuple(ToolCall(call.name, call.input) for call in self.calls)
        return Reply(self.text, calls, self.stop_reason, Usage(self.input_tokens, self.output_tokens))


class Recording(BaseModel):
    """A request in its normal form, and its reply."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    request: JsonObject
    reply: RecordedReply


def find_recording(folder: Path, conversation: Conversation, model: Model) -> Recording | None:
    """Load the recording of a request, or None when there is none.

    Raises:
        DefinitionError: its file holds something else.
    """
    file = _file(folder, normalise(conversation, model))
    try:
        return Recording.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise DefinitionError(f"{file.name}: {error}") from error


def keep_recording(folder: Path, conversation: Conversation, model: Model, reply: Reply) -> Path:
    """Write a reply down, in place of an earlier one to the same request.

    Returns:
        The file.
    """
    request = normalise(conversation, model)
    file = _file(folder, request)
    folder.mkdir(parents=True, exist_ok=True)
    recording = Recording(request=request, reply=RecordedReply.of(reply))
    file.write_text(recording.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return file


def _file(folder: Path, request: JsonObject) -> Path:
    return folder / f"{key_of(request)}.json"
