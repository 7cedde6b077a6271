"""Body formats of InvokeModel: each family reads its own request and writes its own answer."""

from dataclasses import dataclass
from typing import Protocol

from fakes.bedrock.catalogue import FamilyName, Model
from fakes.bedrock.conversation import Answer, Conversation
from fakes.bedrock.families import nova, qwen
from fakes.bedrock.json_value import JsonObject


class Parse(Protocol):
    """Reads a family's request body."""

    def __call__(self, body: bytes) -> Conversation:
        """Turn a body into a conversation; raises `InvalidRequestError` when it breaks the family's format."""


class Render(Protocol):
    """Writes a family's response body."""

    def __call__(self, answer: Answer, model: Model) -> JsonObject:
        """Turn an answer of a model into the family's JSON."""


@dataclass(frozen=True)
class Family:
    """One body format."""

    parse: Parse
    render: Render


FAMILIES = {
    FamilyName.NOVA: Family(nova.parse, nova.render),
    FamilyName.QWEN: Family(qwen.parse, qwen.render),
}
