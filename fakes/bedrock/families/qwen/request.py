"""A chat completions request."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fakes.bedrock.conversation import Conversation, Inference
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.families.malformed import malformed
from fakes.bedrock.families.qwen.format import ChatFormat
from fakes.bedrock.families.qwen.messages import ChatMessage, to_turns
from fakes.bedrock.families.qwen.tools import ChatTool, ChatToolChoice, to_toolbox


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
    tools: list[ChatTool] = []
    tool_choice: ChatToolChoice | None = None
    response_format: ChatFormat | None = None

    def inference(self) -> Inference:
        """Length and stop sequences; `max_completion_tokens` is the newer name of `max_tokens`."""
        stops = [self.stop] if isinstance(self.stop, str) else self.stop
        return Inference(self.max_completion_tokens or self.max_tokens, tuple(filter(None, stops)))


def parse(body: bytes) -> Conversation:
    """Read a chat completions request.

    Raises:
        InvalidRequestError: the body breaks the format, or has no word of the user.
    """
    try:
        request = ChatRequest.model_validate_json(body)
    except ValidationError as error:
        raise malformed(error) from None
    turns = to_turns(request.messages)
    if not turns:
        raise InvalidRequestError("messages: at least one message of the user is required.")
    system = [message.text() for message in request.messages if message.role == "system"]
    if request.response_format:
        system += request.response_format.instructions()
    return Conversation(turns, "\n".join(system), request.inference(), to_toolbox(request.tools, request.tool_choice))
