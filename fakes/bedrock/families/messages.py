"""The message form that Nova's native body and the Converse API share."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from fakes.bedrock.conversation import Conversation, Inference, Role, Turn
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.families.blocks import Block, check_blank, join, tool_results, tool_uses
from fakes.bedrock.tools import Toolbox

Probability = Annotated[float, Field(ge=0, le=1)]


class Message(BaseModel):
    """One turn."""

    model_config = ConfigDict(strict=True, extra="forbid")
    role: Literal["user", "assistant"]
    content: list[Block] = Field(min_length=1)

    def turn(self) -> Turn:
        """The turn in words."""
        return Turn(Role(self.role), join(self.content), tool_uses(self.content), tool_results(self.content))


class InferenceConfig(BaseModel):
    """Inference parameters; ranges from the Converse API reference (`InferenceConfiguration`)."""

    model_config = ConfigDict(strict=True, extra="forbid")
    max_tokens: int | None = Field(default=None, ge=1, validation_alias=AliasChoices("maxTokens", "max_new_tokens"))
    temperature: Probability | None = None
    top_p: Probability | None = Field(default=None, validation_alias=AliasChoices("topP", "top_p"))
    stop_sequences: list[Annotated[str, Field(min_length=1)]] = Field(
        default=[], validation_alias="stopSequences", max_length=2500
    )

    def settings(self) -> Inference:
        """Keep what changes a deterministic answer: temperature and top-p don't."""
        return Inference(self.max_tokens, tuple(self.stop_sequences))


def to_conversation(
    messages: Sequence[Message], system: Iterable[Block], inference: InferenceConfig, toolbox: Toolbox | None
) -> Conversation:
    """Check the order of the turns and of the tools in them, and put everything into words.

    Raises:
        InvalidRequestError: the turns don't alternate, don't start with the user's, a text is blank, or a tool's
            result answers nothing; AWS's words.
        NotImplementedError: a block is of a kind that is not read.
    """
    _check_order(messages)
    for index, message in enumerate(messages):
        check_blank(message.content, f"messages.{index}.content")
    turns = tuple(message.turn() for message in messages)
    if toolbox is None and any(turn.tool_uses or turn.tool_results for turn in turns):
        raise InvalidRequestError(
            "The toolConfig field must be defined when using toolUse and toolResult content blocks."
        )
    _check_results(turns)
    return Conversation(turns, join(system), inference.settings(), toolbox or Toolbox())


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


def _check_results(turns: Sequence[Turn]) -> None:
    """Every wish for a tool is answered in the turn after it, and nothing else is."""
    for index, turn in enumerate(turns):
        wanted = [use.id for use in turns[index - 1].tool_uses] if index else []
        said = [result.use_id for result in turn.tool_results]
        if missing := [each for each in wanted if each not in said]:
            raise InvalidRequestError(
                f"Expected toolResult blocks at messages.{index}.content for the following Ids: {', '.join(missing)}"
            )
        if len(said) > len(wanted):
            raise InvalidRequestError(
                f"The number of toolResult blocks at messages.{index}.content exceeds the number of toolUse blocks "
                "of previous turn."
            )
