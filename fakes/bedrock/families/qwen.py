"""Qwen's body on Bedrock: OpenAI's chat completions."""

import hashlib
import time
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fakes.bedrock.catalogue import Model
from fakes.bedrock.conversation import Answer, Conversation, Inference, Role, StopReason, Turn
from fakes.bedrock.families.malformed import malformed
from fakes.bedrock.json_value import Json, JsonObject

_FINISH_REASONS = {
    StopReason.END_TURN: "stop",
    StopReason.STOP_SEQUENCE: "stop",
    StopReason.MAX_TOKENS: "length",
}


class TextPart(BaseModel):
    """One part of a message's content; text only."""

    model_config = ConfigDict(strict=True)
    type: Literal["text"]
    text: str


class ChatMessage(BaseModel):
    """One message of a chat."""

    model_config = ConfigDict(strict=True)
    role: Literal["system", "user", "assistant"]
    content: str | list[TextPart]

    def text(self) -> str:
        """The message's text, its parts joined by newlines."""
        return self.content if isinstance(self.content, str) else "\n".join(part.text for part in self.content)


class ChatRequest(BaseModel):
    """Body of InvokeModel; fields that don't change a deterministic answer are accepted and ignored."""

    model_config = ConfigDict(strict=True)
    messages: list[ChatMessage] = Field(min_length=1)
    max_tokens: int | None = Field(default=None, ge=1)
    max_completion_tokens: int | None = Field(default=None, ge=1)
    temperature: float | None = Field(default=None, ge=0, le=2)
    top_p: float | None = Field(default=None, ge=0, le=1)
    stop: str | list[str] = []
    n: Literal[1] = 1
    tools: list[Json] | None = None
    response_format: dict[str, Json] | None = None

    def inference(self) -> Inference:
        """Length and stop sequences; `max_completion_tokens` is the newer name of `max_tokens`."""
        stops = [self.stop] if isinstance(self.stop, str) else self.stop
        return Inference(self.max_completion_tokens or self.max_tokens, tuple(stops))


def parse(body: bytes) -> Conversation:
    """Read a chat completions request.

    Raises:
        InvalidRequestError: the body breaks the format.
        NotImplementedError: it asks for tools or for a response format.
    """
    try:
        request = ChatRequest.model_validate_json(body)
    except ValidationError as error:
        raise malformed(error) from None
    for feature in ("tools", "response_format"):
        if getattr(request, feature) is not None:
            raise NotImplementedError(f"{feature} is not emulated for Qwen models.")
    system = "\n".join(message.text() for message in request.messages if message.role == "system")
    turns = tuple(Turn(Role(each.role), each.text()) for each in request.messages if each.role != "system")
    return Conversation(turns, system, request.inference())


def render(answer: Answer, model: Model) -> JsonObject:
    """Write a chat completion; its id follows from the text, so that the same request has the same answer."""
    digest = hashlib.sha256(answer.text.encode()).hexdigest()
    return {
        "id": f"chatcmpl-{digest[:32]}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": model.id,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": answer.text},
                "finish_reason": _FINISH_REASONS[answer.stop_reason],
            }
        ],
        "usage": {
            "prompt_tokens": answer.usage.input_tokens,
            "completion_tokens": answer.usage.output_tokens,
            "total_tokens": answer.usage.total_tokens,
        },
    }
