"""Nova's native body (`messages-v1`), as in "Complete request schema" of the Nova user guide."""

from typing import Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from fakes.bedrock.catalogue import Model
from fakes.bedrock.conversation import Answer, Conversation
from fakes.bedrock.families.malformed import malformed
from fakes.bedrock.families.messages import Block, InferenceConfig, Message, to_conversation
from fakes.bedrock.json_value import Json, JsonObject


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
    tools: dict[str, Json] | None = Field(default=None, validation_alias="toolConfig")


def parse(body: bytes) -> Conversation:
    """Read Nova's request body.

    Raises:
        InvalidRequestError: the body breaks Nova's schema or the order of turns.
        NotImplementedError: it asks for tools or brings content other than text.
    """
    try:
        request = NovaRequest.model_validate_json(body)
    except ValidationError as error:
        raise malformed(error) from None
    if request.tools is not None:
        raise NotImplementedError("Tool use (toolConfig) is not emulated.")
    return to_conversation(request.messages, request.system, request.inference)


def render(answer: Answer, model: Model) -> JsonObject:
    """Write Nova's response body; no part of it depends on which Nova model answers."""
    return {
        "output": {"message": {"content": [{"text": answer.text}], "role": "assistant"}},
        "stopReason": answer.stop_reason.value,
        "usage": {
            "inputTokens": answer.usage.input_tokens,
            "outputTokens": answer.usage.output_tokens,
            "totalTokens": answer.usage.total_tokens,
            "cacheReadInputTokenCount": 0,
            "cacheWriteInputTokenCount": 0,
        },
    }
