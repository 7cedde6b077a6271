"""How a prompt is put to Bedrock: the Converse API, or InvokeModel in a model family's own format. All pure."""

import json
from dataclasses import dataclass
from typing import Any, Final, Protocol

from lambda_kit.errors import ConfigurationError
from textract_processor.domain.dialogue import Answer, Question

TEMPERATURE: Final = 0.0
CHAT_REASONS: Final = {"stop": "end_turn", "length": "max_tokens", "content_filter": "content_filtered"}
"""Converse's words for those of the chat-completion format."""


class Wire(Protocol):
    """One format of question and answer."""

    @property
    def operation(self) -> str:
        """The client's method."""

    def request(self, model_id: str, question: Question) -> dict[str, Any]:
        """The arguments of the client's `operation`."""

    def answer(self, response: Any) -> Answer:
        """What the operation's response says."""


@dataclass(frozen=True)
class Converse:
    """The one format for all models."""

    operation: str = "converse"

    def request(self, model_id: str, question: Question) -> dict[str, Any]:
        """The arguments of `converse`."""
        return {
            "modelId": model_id,
            "messages": [{"role": "user", "content": [{"text": question.prompt}]}],
            "inferenceConfig": {"maxTokens": question.max_tokens, "temperature": TEMPERATURE},
        }

    def answer(self, response: Any) -> Answer:
        """What `converse` answered; content that is not text is passed over."""
        return _messages_answer(response)


@dataclass(frozen=True)
class NovaInvoke:
    """InvokeModel with Nova's `messages-v1` body."""

    operation: str = "invoke_model"

    def request(self, model_id: str, question: Question) -> dict[str, Any]:
        """The arguments of `invoke_model`."""
        body = {
            "schemaVersion": "messages-v1",
            "messages": [{"role": "user", "content": [{"text": question.prompt}]}],
            "inferenceConfig": {"maxTokens": question.max_tokens, "temperature": TEMPERATURE},
        }
        return _invocation(model_id, body)

    def answer(self, response: Any) -> Answer:
        """What `invoke_model` answered: the same shape as Converse's, inside the body."""
        return _messages_answer(json.loads(response["body"].read()))


@dataclass(frozen=True)
class ChatInvoke:
    """InvokeModel with the chat-completion body that Qwen's models take."""

    operation: str = "invoke_model"

    def request(self, model_id: str, question: Question) -> dict[str, Any]:
        """The arguments of `invoke_model`."""
        body = {
            "messages": [{"role": "user", "content": question.prompt}],
            "max_tokens": question.max_tokens,
            "temperature": TEMPERATURE,
        }
        return _invocation(model_id, body)

    def answer(self, response: Any) -> Answer:
        """What `invoke_model` answered, its reason in Converse's words."""
        body = json.loads(response["body"].read())
        choice, usage = body["choices"][0], body["usage"]
        reason = _guardrail(body) or CHAT_REASONS.get(choice["finish_reason"], choice["finish_reason"])
        text = choice["message"]["content"] or ""
        return Answer(text, reason, usage["prompt_tokens"], usage["completion_tokens"])


def wire_for(model_id: str, api: str) -> Wire:
    """The wire for a model.

    Args:
        model_id: Bedrock's id of the model.
        api: `converse` or `invoke`.

    Raises:
        ConfigurationError: no such API, or a family whose body isn't known.
    """
    if api == "converse":
        return Converse()
    if api == "invoke" and model_id.startswith("amazon.nova"):
        return NovaInvoke()
    if api == "invoke" and model_id.startswith("qwen."):
        return ChatInvoke()
    raise ConfigurationError(f"no way to call {model_id!r} by the API {api!r}")


def _invocation(model_id: str, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "modelId": model_id,
        "contentType": "application/json",
        "accept": "application/json",
        "body": json.dumps(body),
    }


def _messages_answer(body: Any) -> Answer:
    parts = body["output"]["message"]["content"]
    usage = body["usage"]
    text = "".join(part.get("text", "") for part in parts)
    return Answer(text, _guardrail(body) or body["stopReason"], usage["inputTokens"], usage["outputTokens"])


def _guardrail(body: Any) -> str | None:
    """InvokeModel tells of a guardrail in a field of its own; Converse by the stop reason."""
    return "guardrail_intervened" if body.get("amazon-bedrock-guardrailAction") == "INTERVENED" else None
