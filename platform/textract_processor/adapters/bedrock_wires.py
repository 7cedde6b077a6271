"""How a prompt is put to Bedrock: the Converse API, or InvokeModel in a model family's own format. All pure."""

import json
from dataclasses import dataclass
from typing import Any, Final, Protocol

from lambda_kit.errors import ConfigurationError
from textract_processor.domain.ports import Answer

TEMPERATURE: Final = 0.0


class Wire(Protocol):
    """One format of question and answer."""

    @property
    def operation(self) -> str:
        """The client's method."""

    @property
    def max_tokens(self) -> int:
        """The longest answer."""

    def request(self, model_id: str, prompt: str) -> dict[str, Any]:
        """The arguments of the client's `operation`."""

    def answer(self, response: Any) -> Answer:
        """What the operation's response says."""


@dataclass(frozen=True)
class Converse:
    """The one format for all models."""

    max_tokens: int
    operation: str = "converse"

    def request(self, model_id: str, prompt: str) -> dict[str, Any]:
        """The arguments of `converse`."""
        return {
            "modelId": model_id,
            "messages": [{"role": "user", "content": [{"text": prompt}]}],
            "inferenceConfig": {"maxTokens": self.max_tokens, "temperature": TEMPERATURE},
        }

    def answer(self, response: Any) -> Answer:
        """What `converse` answered; content that is not text is passed over."""
        return _messages_answer(response)


@dataclass(frozen=True)
class NovaInvoke:
    """InvokeModel with Nova's `messages-v1` body."""

    max_tokens: int
    operation: str = "invoke_model"

    def request(self, model_id: str, prompt: str) -> dict[str, Any]:
        """The arguments of `invoke_model`."""
        body = {
            "schemaVersion": "messages-v1",
            "messages": [{"role": "user", "content": [{"text": prompt}]}],
            "inferenceConfig": {"maxTokens": self.max_tokens, "temperature": TEMPERATURE},
        }
        return _invocation(model_id, body)

    def answer(self, response: Any) -> Answer:
        """What `invoke_model` answered: the same shape as Converse's, inside the body."""
        return _messages_answer(json.loads(response["body"].read()))


@dataclass(frozen=True)
class ChatInvoke:
    """InvokeModel with the chat-completion body that Qwen's models take."""

    max_tokens: int
    operation: str = "invoke_model"

    def request(self, model_id: str, prompt: str) -> dict[str, Any]:
        """The arguments of `invoke_model`."""
        body = {
            "messages": [{"role": "user", "content": prompt}],
            "max_tokens": self.max_tokens,
            "temperature": TEMPERATURE,
        }
        return _invocation(model_id, body)

    def answer(self, response: Any) -> Answer:
        """What `invoke_model` answered; its `length` is Converse's `max_tokens`."""
        body = json.loads(response["body"].read())
        choice, usage = body["choices"][0], body["usage"]
        reason = "max_tokens" if choice["finish_reason"] == "length" else choice["finish_reason"]
        text = choice["message"]["content"] or ""
        return Answer(text, reason, usage["prompt_tokens"], usage["completion_tokens"])


def wire_for(model_id: str, api: str, max_tokens: int) -> Wire:
    """The wire for a model.

    Args:
        model_id: Bedrock's id of the model.
        api: `converse` or `invoke`.
        max_tokens: the longest answer.

    Raises:
        ConfigurationError: no such API, or a family whose body isn't known.
    """
    if api == "converse":
        return Converse(max_tokens)
    if api == "invoke" and model_id.startswith("amazon.nova"):
        return NovaInvoke(max_tokens)
    if api == "invoke" and model_id.startswith("qwen."):
        return ChatInvoke(max_tokens)
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
    return Answer(text, body["stopReason"], usage["inputTokens"], usage["outputTokens"])
