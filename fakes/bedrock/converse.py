"""The Converse API: one request form for every model."""

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from fakes.bedrock.conversation import Answer, Conversation
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.families.messages import Block, InferenceConfig, Message, to_conversation
from fakes.bedrock.json_value import Json, JsonObject

_UNEMULATED = ("toolConfig", "guardrailConfig", "promptVariables", "additionalModelResponseFieldPaths")
_CONSTRAINTS = {
    "greater_than_equal": "Member must have value greater than or equal to {ge:g}",
    "less_than_equal": "Member must have value less than or equal to {le:g}",
    "too_short": "Member must have length greater than or equal to {min_length}",
    "too_long": "Member must have length less than or equal to {max_length}",
    "missing": "Member must not be null",
}


class ConverseRequest(BaseModel):
    """What Converse reads of its request; the rest changes neither text nor length."""

    model_config = ConfigDict(strict=True)
    messages: list[Message] = []
    system: list[Block] = []
    inference: InferenceConfig = Field(default_factory=InferenceConfig, validation_alias="inferenceConfig")


def parse(request: JsonObject) -> Conversation:
    """Read a Converse request as botocore's model parses it.

    Raises:
        InvalidRequestError: a parameter is out of range or the turns are out of order.
        NotImplementedError: it asks for tools, guardrails or content other than text.
    """
    for feature in _UNEMULATED:
        if request.get(feature):
            raise NotImplementedError(f"Converse with {feature} is not emulated.")
    try:
        parsed = ConverseRequest.model_validate(request)
    except ValidationError as error:
        raise _constraint_error(error) from None
    return to_conversation(parsed.messages, parsed.system, parsed.inference)


def render(answer: Answer, latency_ms: int) -> JsonObject:
    """Write the response; `latency_ms` is how long the answer took, in milliseconds."""
    content: Json = [{"text": answer.text}]
    return {
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": answer.stop_reason.value,
        "usage": {
            "inputTokens": answer.usage.input_tokens,
            "outputTokens": answer.usage.output_tokens,
            "totalTokens": answer.usage.total_tokens,
        },
        "metrics": {"latencyMs": latency_ms},
    }


def _constraint_error(error: ValidationError) -> InvalidRequestError:
    problems = error.errors()
    noun = "error" if len(problems) == 1 else "errors"
    return InvalidRequestError(f"{len(problems)} validation {noun} detected: " + "; ".join(map(_describe, problems)))


def _describe(problem: ErrorDetails) -> str:
    path = ".".join(map(str, problem["loc"]))
    constraint = _CONSTRAINTS.get(problem["type"])
    reason = constraint.format(**problem.get("ctx", {})) if constraint else problem["msg"]
    return f"Value '{problem['input']}' at '{path}' failed to satisfy constraint: {reason}"
