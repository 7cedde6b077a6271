"""The message form that Nova's native body and the Converse API share."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from fakes.bedrock.conversation import Conversation, Inference, Role, Turn
from fakes.bedrock.errors import InvalidRequestError

Probability = Annotated[float, Field(ge=0, le=1)]

# A cache point changes what a call costs on AWS, never what it answers.
_SILENT_BLOCKS = {"cachePoint"}


class Block(BaseModel):
    """One content block; the fake reads text and says so when it is given anything else."""

    model_config = ConfigDict(strict=True, extra="allow")
    text: str | None = None

    def unread(self) -> set[str]:
        """Kinds of content in the block that the fake can't read."""
        return set(self.model_extra or {}) - _SILENT_BLOCKS


class Message(BaseModel):
    """One turn."""

    model_config = ConfigDict(strict=True, extra="forbid")
    role: Literal["user", "assistant"]
    content: list[Block] = Field(min_length=1)


class InferenceConfig(BaseModel):
    """Inference parameters; ranges from the Converse API reference (`InferenceConfiguration`)."""

    model_config = ConfigDict(strict=True, extra="forbid")
    max_tokens: int | None = Field(default=None, ge=1, validation_alias=AliasChoices("maxTokens", "max_new_tokens"))
    temperature: Probability | None = None
    top_p: Probability | None = Field(default=None, validation_alias=AliasChoices("topP", "top_p"))
    stop_sequences: list[str] = Field(default=[], validation_alias="stopSequences", max_length=2500)

    def settings(self) -> Inference:
        """Keep what changes a deterministic answer: temperature and top-p don't."""
        return Inference(self.max_tokens, tuple(self.stop_sequences))


def to_conversation(messages: Sequence[Message], system: Iterable[Block], inference: InferenceConfig) -> Conversation:
    """Check the order of the turns and join their texts.

    Raises:
        InvalidRequestError: the turns don't alternate, don't start with the user's, or a text is blank; AWS's words.
        NotImplementedError: a block is an image, a document, a tool result, ….
    """
    _check_order(messages)
    turns = tuple(_to_turn(index, message) for index, message in enumerate(messages))
    return Conversation(turns, _join(system), inference.settings())


def _check_order(messages: Sequence[Message]) -> None:
    if not messages or messages[0].role != "user":
        raise InvalidRequestError(
            "A conversation must start with a user message. "
            "Try again with a conversation that starts with a user message."
        )
    if any(message.role == following.role for message, following in pairwise(messages)):
        raise InvalidRequestError(
            "A conversation must alternate between user and assistant roles. "
            "Make sure the conversation alternates between user and assistant roles and try again."
        )


def _to_turn(index: int, message: Message) -> Turn:
    for position, block in enumerate(message.content):
        if block.text is not None and not block.text.strip():
            raise InvalidRequestError(
                f"The text field in the ContentBlock object at messages.{index}.content.{position} is blank. "
                "Add text to the text field, and try again."
            )
    return Turn(Role(message.role), _join(message.content))


def _join(blocks: Iterable[Block]) -> str:
    blocks = list(blocks)
    if unread := set().union(*(block.unread() for block in blocks)):
        raise NotImplementedError(
            f"Content blocks of kind {', '.join(sorted(unread))} are not emulated: only text is read."
        )
    return "\n".join(block.text for block in blocks if block.text is not None)
