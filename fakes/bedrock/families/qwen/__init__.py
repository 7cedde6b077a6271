"""Qwen's body on Bedrock: OpenAI's chat completions."""

import hashlib
from collections.abc import Iterator

from pydantic import BaseModel

from fakes import clock
from fakes.bedrock.answer import Answer, Reply, StopReason, ToolCall, Usage
from fakes.bedrock.catalogue import Model
from fakes.bedrock.families.qwen.messages import Function
from fakes.bedrock.families.qwen.request import parse
from fakes.bedrock.json_value import Json, JsonObject, as_text
from fakes.bedrock.tokens import chunks

__all__ = ["parse", "read", "render", "stream"]

_FINISH_REASONS = {
    StopReason.END_TURN: "stop",
    StopReason.STOP_SEQUENCE: "stop",
    StopReason.MAX_TOKENS: "length",
    StopReason.TOOL_USE: "tool_calls",
    StopReason.GUARDRAIL_INTERVENED: "stop",
    StopReason.CONTENT_FILTERED: "content_filter",
}
_READ_REASONS = {
    "stop": StopReason.END_TURN,
    "length": StopReason.MAX_TOKENS,
    "tool_calls": StopReason.TOOL_USE,
    "content_filter": StopReason.CONTENT_FILTERED,
}


def render(answer: Answer, model: Model) -> JsonObject:
    """Write a chat completion."""
    message: JsonObject = {"role": "assistant", "content": answer.text or None if answer.tool_uses else answer.text}
    if answer.tool_uses:
        message["tool_calls"] = _tool_calls(answer)
    choice: JsonObject = {"index": 0, "message": message, "finish_reason": _FINISH_REASONS[answer.stop_reason]}
    return {**_envelope(answer, model, "chat.completion"), "choices": [choice], "usage": _usage(answer)}


def stream(answer: Answer, model: Model) -> Iterator[JsonObject]:
    """Cut a chat completion into its chunks."""
    envelope = _envelope(answer, model, "chat.completion.chunk")

    def chunk(delta: JsonObject, reason: str | None = None) -> JsonObject:
        return {**envelope, "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}

    yield chunk({"role": "assistant", "content": ""})
    for part in chunks(answer.text):
        yield chunk({"content": part})
    if answer.tool_uses:
        yield chunk({"tool_calls": _tool_calls(answer)})
    yield {**chunk({}, _FINISH_REASONS[answer.stop_reason]), "usage": _usage(answer)}


class _Call(BaseModel):
    function: Function


class _Message(BaseModel):
    content: str | None = None
    tool_calls: list[_Call] | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str


class _Usage(BaseModel):
    prompt_tokens: int
    completion_tokens: int


class _Response(BaseModel):
    choices: list[_Choice]
    usage: _Usage


def read(body: JsonObject) -> Reply:
    """Read a chat completion, as what a responder would have said.

    Raises:
        pydantic.ValidationError: it is none.
    """
    answer = _Response.model_validate(body)
    choice = answer.choices[0]
    calls = tuple(ToolCall(each.function.name, each.function.input()) for each in choice.message.tool_calls or [])
    usage = Usage(answer.usage.prompt_tokens, answer.usage.completion_tokens)
    return Reply(choice.message.content or "", calls, _READ_REASONS[choice.finish_reason], usage)


def _envelope(answer: Answer, model: Model, kind: str) -> JsonObject:
    """What stands around every completion; its id follows from the answer, as the same request has the same answer."""
    digest = hashlib.sha256(repr(answer).encode()).hexdigest()
    return {"id": f"chatcmpl-{digest[:32]}", "object": kind, "created": int(clock.now()), "model": model.id}


def _tool_calls(answer: Answer) -> list[Json]:
    return [
        {
            "id": use.id,
            "type": "function",
            "index": index,
            "function": {"name": use.name, "arguments": as_text(use.input)},
        }
        for index, use in enumerate(answer.tool_uses)
    ]


def _usage(answer: Answer) -> JsonObject:
    return {
        "prompt_tokens": answer.usage.input_tokens,
        "completion_tokens": answer.usage.output_tokens,
        "total_tokens": answer.usage.total_tokens,
    }
