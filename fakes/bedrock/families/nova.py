"""Nova's native body (`messages-v1`), as in "Complete request schema" of the Nova user guide."""

from collections.abc import Iterator
from typing import Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from fakes.bedrock.answer import Answer, Reply
from fakes.bedrock.catalogue import Model
from fakes.bedrock.conversation import Conversation
from fakes.bedrock.families import chat_events
from fakes.bedrock.families.blocks import Block
from fakes.bedrock.families.malformed import malformed
from fakes.bedrock.families.messages import InferenceConfig, Message, to_conversation
from fakes.bedrock.families.tool_config import ToolConfig
from fakes.bedrock.json_value import JsonObject


class NovaInferenceConfig(InferenceConfig):
    """Nova's own parameters: the common ones and top-k."""

    top_k: int | None = Field(default=None, ge=0, le=128, validation_alias=AliasChoices("topK", "top_k"))


class NovaRequest(BaseModel):
    """Body of InvokeModel for a Nova understanding model."""

    model_config = ConfigDict(strict=True, extra="forbid")
    schema_version: Literal["messages-v1"] = Field(default="messages-v1", validation_alias="schemaVersion")
    messages: list[Message]
    system: list[Block] = []
    inference: NovaInferenceConfig = Field(default_factory=NovaInferenceConfig, validation_alias="inferenceConfig")
    tools: ToolConfig | None = Field(default=None, validation_alias="toolConfig")


def parse(body: bytes) -> Conversation:
    """Read Nova's request body.

    Raises:
        InvalidRequestError: the body breaks Nova's schema or the order of turns.
        NotImplementedError: it brings content that is not read here.
    """
    try:
        request = NovaRequest.model_validate_json(body)
    except ValidationError as error:
        raise malformed(error) from None
    toolbox = request.tools.toolbox() if request.tools else None
    return to_conversation(request.messages, request.system, request.inference, toolbox)


def render(answer: Answer, model: Model) -> JsonObject:
    """Write Nova's response body; no part of it depends on which Nova model answers."""
    return {
        "output": {"message": {"content": chat_events.content(answer), "role": "assistant"}},
        "stopReason": answer.stop_reason.value,
        "usage": _usage(answer),
    }


def stream(answer: Answer, model: Model) -> Iterator[JsonObject]:
    """Cut Nova's response into the parts that it streams."""
    yield from chat_events.events(answer)
    yield {"metadata": {"usage": _usage(answer), "metrics": {}, "trace": {}}}


def read(body: JsonObject) -> Reply:
    """Read Nova's response body, as what a responder would have said."""
    return chat_events.read(body)


def _usage(answer: Answer) -> JsonObject:
    return {**chat_events.usage(answer), "cacheReadInputTokenCount": 0, "cacheWriteInputTokenCount": 0}
