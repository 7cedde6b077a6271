"""The answer in the form that Nova's native body and the Converse API share: whole, in pieces, and read back."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel, Field

from fakes.bedrock.answer import Answer, Reply, StopReason, ToolCall, Usage
from fakes.bedrock.families.blocks import Block, join, tool_uses
from fakes.bedrock.json_value import Json, JsonObject, as_text
from fakes.bedrock.tokens import chunks


def content(answer: Answer) -> list[Json]:
    """List the answer's content blocks."""
    uses: list[Json] = [
        {"toolUse": {"toolUseId": use.id, "name": use.name, "input": use.input}} for use in answer.tool_uses
    ]
    return [{"text": answer.text}, *uses] if answer.text or not uses else uses


def usage(answer: Answer) -> JsonObject:
    """Write the token counts."""
    return {
        "inputTokens": answer.usage.input_tokens,
        "outputTokens": answer.usage.output_tokens,
        "totalTokens": answer.usage.total_tokens,
    }


def events(answer: Answer, extra: JsonObject | None = None) -> Iterator[JsonObject]:
    """Cut an answer into a message's events, all but the metadata.

    A text block has no start event: the API's `ContentBlockStart` knows tools only.

    Args:
        answer: what is said.
        extra: more fields of the event that ends the message.
    """
    yield {"messageStart": {"role": "assistant"}}
    first_use = 0
    if answer.text or not answer.tool_uses:
        yield from _pieces(0, ({"text": part} for part in chunks(answer.text)))
        first_use = 1
    for index, use in enumerate(answer.tool_uses, first_use):
        start: JsonObject = {"toolUse": {"toolUseId": use.id, "name": use.name}}
        yield {"contentBlockStart": {"start": start, "contentBlockIndex": index}}
        yield from _pieces(index, ({"toolUse": {"input": part}} for part in chunks(as_text(use.input))))
    yield {"messageStop": {"stopReason": answer.stop_reason.value, **(extra or {})}}


def _pieces(index: int, deltas: Iterable[JsonObject]) -> Iterator[JsonObject]:
    for delta in deltas:
        yield {"contentBlockDelta": {"delta": delta, "contentBlockIndex": index}}
    yield {"contentBlockStop": {"contentBlockIndex": index}}


class _Message(BaseModel):
    content: list[Block]


class _Output(BaseModel):
    message: _Message


class _Usage(BaseModel):
    input_tokens: int = Field(validation_alias="inputTokens")
    output_tokens: int = Field(validation_alias="outputTokens")


class _Response(BaseModel):
    output: _Output
    stop_reason: StopReason = Field(validation_alias="stopReason")
    usage: _Usage


def read(response: object) -> Reply:
    """Read an answer of the real service, as what a responder would have said.

    Raises:
        pydantic.ValidationError: it is no answer.
    """
    answer = _Response.model_validate(response)
    blocks = answer.output.message.content
    calls = tuple(ToolCall(use.name, use.input) for use in tool_uses(blocks))
    return Reply(join(blocks), calls, answer.stop_reason, Usage(answer.usage.input_tokens, answer.usage.output_tokens))
