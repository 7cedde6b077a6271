"""What a model reads and writes at most, and how AWS refuses more."""

from fakes.bedrock.catalogue import FamilyName, Model
from fakes.bedrock.conversation import Conversation
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.json_value import as_text
from fakes.bedrock.tokens import count_tokens


def count_input(conversation: Conversation) -> int:
    """Count the tokens that a model reads: texts, tools and what the tools said."""
    said = [text for turn in conversation.turns for text in (turn.text, *(each.text for each in turn.tool_results))]
    used = [as_text(use.input) for turn in conversation.turns for use in turn.tool_uses]
    tools = [f"{tool.name} {tool.description} {as_text(tool.schema)}" for tool in conversation.toolbox.tools]
    return count_tokens(conversation.system, *said, *used, *tools)


def check_output_limit(asked: int | None, model: Model) -> None:
    """Refuse to promise more tokens than the model writes.

    Raises:
        InvalidRequestError: in the words of the model's family.
    """
    limit = model.max_output_tokens
    if asked is None or asked <= limit:
        return
    if model.family is FamilyName.CLAUDE:
        raise InvalidRequestError(
            f"max_tokens: {asked} > {limit}, which is the maximum allowed number of output tokens for {model.name}"
        )
    raise InvalidRequestError(
        f"The maximum tokens you requested exceeds the model limit of {limit}. "
        f"Try again with a maximum tokens value that is lower than {limit}."
    )


def check_context(read: int, model: Model) -> None:
    """Refuse more input than the model's context holds.

    Raises:
        InvalidRequestError: in the words of the model's family.
    """
    if read <= model.context_tokens:
        return
    if model.family is FamilyName.CLAUDE:
        raise InvalidRequestError(f"prompt is too long: {read} tokens > {model.context_tokens} maximum")
    raise InvalidRequestError(
        "Input Tokens Exceeded: Number of input tokens exceeds maximum length. Please update the input to try again."
    )
