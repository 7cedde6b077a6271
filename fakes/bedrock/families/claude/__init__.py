"""Claude's messages body (`bedrock-2023-05-31`), as in "Anthropic Claude Messages API" of the Bedrock user guide."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from fakes.bedrock.answer import Answer, Reply, StopReason, ToolCall, Usage
from fakes.bedrock.catalogue import Model
from fakes.bedrock.conversation import Conversation, Inference
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.families.claude.blocks import ClaudeMessage, TextBlock, ToolUseBlock, as_blocks
from fakes.bedrock.families.claude.errors import refused
from fakes.bedrock.families.claude.order import check_turns
from fakes.bedrock.families.claude.tools import ClaudeTool, ClaudeToolChoice, to_toolbox
from fakes.bedrock.json_value import JsonObject, as_text
from fakes.bedrock.tokens import chunks

_STOPS = {StopReason.GUARDRAIL_INTERVENED: "end_turn", StopReason.CONTENT_FILTERED: "refusal"}
_READ_STOPS = {"refusal": StopReason.CONTENT_FILTERED}


class ClaudeRequest(BaseModel):
    """Body of InvokeModel for Claude; what doesn't change a deterministic answer is checked and ignored."""

    model_config = ConfigDict(strict=True, extra="forbid")
    anthropic_version: Literal["bedrock-2023-05-31"]
    max_tokens: int = Field(ge=1)
    messages: list[ClaudeMessage]
    system: Annotated[list[TextBlock], BeforeValidator(as_blocks)] = []
    temperature: float | None = Field(default=None, ge=0, le=1)
    top_p: float | None = Field(default=None, ge=0, le=1)
    top_k: int | None = Field(default=None, ge=0)
    stop_sequences: list[Annotated[str, Field(min_length=1)]] = []
    tools: list[ClaudeTool] = []
    tool_choice: ClaudeToolChoice | None = None
    anthropic_beta: list[str] = []
    metadata: dict[str, Any] | None = None

    def instructions(self) -> str:
        """The system text."""
        return "\n".join(block.text for block in self.system)


def parse(body: bytes) -> Conversation:
    """Read Claude's request body.

    Raises:
        InvalidRequestError: the body breaks Claude's schema or the order of turns; in Claude's words.
        NotImplementedError: it brings content that is not read here.
    """
    try:
        request = ClaudeRequest.model_validate_json(body)
    except ValidationError as error:
        raise refused(error) from None
    turns = tuple(message.turn() for message in request.messages)
    check_turns(turns)
    if not request.tools and any(turn.tool_uses or turn.tool_results for turn in turns):
        raise InvalidRequestError("Requests which include `tool_use` or `tool_result` blocks must define tools")
    toolbox = to_toolbox(request.tools, request.tool_choice)
    inference = Inference(request.max_tokens, tuple(request.stop_sequences))
    return Conversation(turns, request.instructions(), inference, toolbox)


def render(answer: Answer, model: Model) -> JsonObject:
    """Write Claude's message; its id follows from the answer, so that the same request has the same answer."""
    return {
        **_envelope(answer, model),
        "content": [*_text(answer), *_uses(answer)],
        "stop_reason": _stop_reason(answer),
        "stop_sequence": answer.stop_sequence,
        "usage": {"input_tokens": answer.usage.input_tokens, "output_tokens": answer.usage.output_tokens},
    }


def stream(answer: Answer, model: Model) -> Iterator[JsonObject]:
    """Cut Claude's message into the events that it streams."""
    usage: JsonObject = {"input_tokens": answer.usage.input_tokens, "output_tokens": min(1, answer.usage.output_tokens)}
    start = {**_envelope(answer, model), "content": [], "stop_reason": None, "stop_sequence": None, "usage": usage}
    yield {"type": "message_start", "message": start}
    yield from _blocks(answer)
    stop: JsonObject = {"stop_reason": _stop_reason(answer), "stop_sequence": answer.stop_sequence}
    yield {"type": "message_delta", "delta": stop, "usage": {"output_tokens": answer.usage.output_tokens}}
    yield {"type": "message_stop"}


class _Usage(BaseModel):
    input_tokens: int
    output_tokens: int


class _Response(BaseModel):
    content: list[Annotated[TextBlock | ToolUseBlock, Field(discriminator="type")]]
    stop_reason: str
    usage: _Usage


def read(body: JsonObject) -> Reply:
    """Read Claude's message, as what a responder would have said.

    Raises:
        pydantic.ValidationError: it is no such message.
    """
    answer = _Response.model_validate(body)
    text = "\n".join(block.text for block in answer.content if isinstance(block, TextBlock))
    calls = tuple(ToolCall(block.name, block.input) for block in answer.content if isinstance(block, ToolUseBlock))
    reason = _READ_STOPS.get(answer.stop_reason) or StopReason(answer.stop_reason)
    return Reply(text, calls, reason, Usage(answer.usage.input_tokens, answer.usage.output_tokens))


def _envelope(answer: Answer, model: Model) -> JsonObject:
    digest = hashlib.sha256(repr(answer).encode()).hexdigest()
    return {"id": f"msg_bdrk_{digest[:24]}", "type": "message", "role": "assistant", "model": model.name}


def _stop_reason(answer: Answer) -> str:
    return _STOPS.get(answer.stop_reason, answer.stop_reason.value)


def _text(answer: Answer) -> list[JsonObject]:
    return [{"type": "text", "text": answer.text}] if answer.text else []


def _uses(answer: Answer) -> list[JsonObject]:
    return [{"type": "tool_use", "id": use.id, "name": use.name, "input": use.input} for use in answer.tool_uses]


def _blocks(answer: Answer) -> Iterator[JsonObject]:
    texts: Sequence[JsonObject] = _text(answer)
    for index, block in enumerate(texts):
        yield from _block(index, {**block, "text": ""}, "text_delta", "text", answer.text)
    for index, (block, use) in enumerate(zip(_uses(answer), answer.tool_uses, strict=True), len(texts)):
        yield from _block(index, {**block, "input": {}}, "input_json_delta", "partial_json", as_text(use.input))


def _block(index: int, start: JsonObject, kind: str, member: str, content: str) -> Iterator[JsonObject]:
    yield {"type": "content_block_start", "index": index, "content_block": start}
    for part in chunks(content):
        yield {"type": "content_block_delta", "index": index, "delta": {"type": kind, member: part}}
    yield {"type": "content_block_stop", "index": index}
