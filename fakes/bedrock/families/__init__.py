"""Body formats of InvokeModel: each family reads its own request and writes its own answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from fakes.bedrock.answer import Answer, Reply
from fakes.bedrock.catalogue import FamilyName, Model
from fakes.bedrock.conversation import Conversation
from fakes.bedrock.families import claude, nova, qwen
from fakes.bedrock.json_value import JsonObject


class Parse(Protocol):
    """Reads a family's request body."""

    def __call__(self, body: bytes) -> Conversation:
        """Turn a body into a conversation; raises `InvalidRequestError` when it breaks the family's format."""


class Render(Protocol):
    """Writes a family's response body."""

    def __call__(self, answer: Answer, model: Model) -> JsonObject:
        """Turn an answer of a model into the family's JSON."""


class Stream(Protocol):
    """Writes a family's response in pieces."""

    def __call__(self, answer: Answer, model: Model) -> Iterator[JsonObject]:
        """Cut an answer of a model into what the family sends at a time."""


class Read(Protocol):
    """Reads a family's response body: what `Render` writes."""

    def __call__(self, body: JsonObject) -> Reply:
        """Turn the real service's JSON into what a responder would have said."""


@dataclass(frozen=True)
class Family:
    """One body format."""

    parse: Parse
    render: Render
    stream: Stream
    read: Read


FAMILIES = {
    FamilyName.NOVA: Family(nova.parse, nova.render, nova.stream, nova.read),
    FamilyName.CLAUDE: Family(claude.parse, claude.render, claude.stream, claude.read),
    FamilyName.QWEN: Family(qwen.parse, qwen.render, qwen.stream, qwen.read),
}
