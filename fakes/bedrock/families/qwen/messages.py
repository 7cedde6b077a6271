"""Messages of a chat completions request."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal

from pydantic import BaseModel, ConfigDict, Json, TypeAdapter

from fakes.bedrock.conversation import Role, Turn
from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.tools import ToolResult, ToolUse

_OBJECT: TypeAdapter[JsonObject] = TypeAdapter(JsonObject)


class TextPart(BaseModel):
    """One part of a message's content; text only."""

    model_config = ConfigDict(strict=True)
    type: Literal["text"]
    text: str


class Function(BaseModel):
    """A call of a function; its arguments are JSON in a string."""

    model_config = ConfigDict(strict=True)
    name: str
    arguments: Json[JsonObject]

    def input(self) -> JsonObject:
        """The arguments."""
        return _OBJECT.validate_python(self.arguments)


class ChatToolCall(BaseModel):
    """A function that the assistant wanted called."""

    model_config = ConfigDict(strict=True)
    id: str
    type: Literal["function"] = "function"
    function: Function


class ChatMessage(BaseModel):
    """One message of a chat."""

    model_config = ConfigDict(strict=True)
    role: Literal["system", "user", "assistant", "tool"]
    content: str | list[TextPart] | None = None
    tool_calls: list[ChatToolCall] = []
    tool_call_id: str = ""

    def text(self) -> str:
        """The message's text, its parts joined by newlines."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""

    @property
    def side(self) -> Role:
        """Whose turn it belongs to: what tools say is the user's."""
        return Role.ASSISTANT if self.role == "assistant" else Role.USER


def to_turns(messages: Iterable[ChatMessage]) -> tuple[Turn, ...]:
    """Put consecutive messages of one side together as a turn; the system's are no turn."""
    spoken = (message for message in messages if message.role != "system")
    return tuple(_turn(role, list(group)) for role, group in groupby(spoken, key=lambda message: message.side))


def _turn(role: Role, messages: Sequence[ChatMessage]) -> Turn:
    texts = [message.text() for message in messages if message.role != "tool"]
    calls = [call for message in messages for call in message.tool_calls]
    said = [ToolResult(each.tool_call_id, each.text()) for each in messages if each.role == "tool"]
    uses = tuple(ToolUse(call.id, call.function.name, call.function.input()) for call in calls)
    return Turn(role, "\n".join(filter(None, texts)), uses, tuple(said))
