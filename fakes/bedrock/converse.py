"""The Converse API: one request form for every model."""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from fakes.bedrock.answer import Answer
from fakes.bedrock.conversation import Conversation
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.families import chat_events
from fakes.bedrock.families.blocks import Block
from fakes.bedrock.families.messages import InferenceConfig, Message, to_conversation
from fakes.bedrock.families.tool_config import ToolConfig
from fakes.bedrock.json_value import JsonObject

_CONSTRAINTS = {
    "greater_than_equal": "Member must have value greater than or equal to {ge:g}",
    "less_than_equal": "Member must have value less than or equal to {le:g}",
    "too_short": "Member must have length greater than or equal to {min_length}",
    "too_long": "Member must have length less than or equal to {max_length}",
    "string_too_short": "Member must have length greater than or equal to {min_length}",
    "string_too_long": "Member must have length less than or equal to {max_length}",
    "string_pattern_mismatch": "Member must satisfy regular expression pattern: {pattern}",
    "literal_error": "Member must satisfy enum value set: [{expected}]",
    "missing": "Member must not be null",
}


class ConverseRequest(BaseModel):
    """What Converse reads of its request; the rest changes neither text nor length."""

    model_config = ConfigDict(strict=True)
    messages: list[Message] = []
    system: list[Block] = []
    inference: InferenceConfig = Field(default_factory=InferenceConfig, validation_alias="inferenceConfig")
    tools: ToolConfig | None = Field(default=None, validation_alias="toolConfig")


def parse(request: JsonObject) -> Conversation:
    """Read a Converse request as botocore's model parses it.

    Raises:
        InvalidRequestError: a parameter is out of range or the turns are out of order.
        NotImplementedError: it brings content that is not read here.
    """
    try:
        parsed = ConverseRequest.model_validate(request)
    except ValidationError as error:
        raise _constraint_error(error) from None
    toolbox = parsed.tools.toolbox() if parsed.tools else None
    return to_conversation(parsed.messages, parsed.system, parsed.inference, toolbox)


def render(answer: Answer, latency_ms: int) -> JsonObject:
    """Write the response; `latency_ms` is how long the answer took, in milliseconds."""
    return {
        "output": {"message": {"role": "assistant", "content": chat_events.content(answer)}},
        "stopReason": answer.stop_reason.value,
        "usage": chat_events.usage(answer),
        "metrics": {"latencyMs": latency_ms},
    }


def stream(answer: Answer, latency_ms: int, extra: JsonObject) -> Iterator[JsonObject]:
    """Write the response's events.

    Args:
        answer: what is said.
        latency_ms: how long the answer took, in milliseconds.
        extra: fields beyond the common form; they stand in the event that ends the message.
    """
    yield from chat_events.events(answer, extra)
    yield {"metadata": {"usage": chat_events.usage(answer), "metrics": {"latencyMs": latency_ms}}}


def extra_fields(answer: Answer, request: JsonObject) -> JsonObject:
    """Write the one field beyond the common form that `additionalModelResponseFieldPaths` can ask of an answer."""
    paths = request.get("additionalModelResponseFieldPaths")
    asked = isinstance(paths, list) and "/stop_sequence" in paths
    return {"additionalModelResponseFields": {"stop_sequence": answer.stop_sequence}} if asked else {}


def _constraint_error(error: ValidationError) -> InvalidRequestError:
    problems = error.errors()
    noun = "error" if len(problems) == 1 else "errors"
    return InvalidRequestError(f"{len(problems)} validation {noun} detected: " + "; ".join(map(_describe, problems)))


def _describe(problem: ErrorDetails) -> str:
    path = ".".join(map(str, problem["loc"]))
    constraint = _CONSTRAINTS.get(problem["type"])
    reason = constraint.format(**problem.get("ctx", {})) if constraint else problem["msg"]
    return f"Value '{problem['input']}' at '{path}' failed to satisfy constraint: {reason}"
