"""The order of turns and tools that Claude insists on, in its words."""

from collections.abc import Sequence
from itertools import pairwise

from fakes.bedrock.conversation import Role, Turn
from fakes.bedrock.errors import InvalidRequestError


def check_turns(turns: Sequence[Turn]) -> None:
    """Check that the user begins, roles alternate, and every wish for a tool is answered in the next turn.

    Raises:
        InvalidRequestError: in Claude's words.
    """
    if not turns:
        raise InvalidRequestError("messages: at least one message is required")
    if turns[0].role is not Role.USER:
        raise InvalidRequestError('messages: first message must use the "user" role')
    for turn, following in pairwise(turns):
        if turn.role is following.role:
            raise InvalidRequestError(
                f'messages: roles must alternate between "user" and "assistant", but found multiple "{turn.role}" '
                "roles in a row"
            )
    for index, turn in enumerate(turns):
        _check_results(index, turn, turns[index - 1] if index else None)
    if turns[-1].role is Role.ASSISTANT and turns[-1].text != turns[-1].text.rstrip():
        raise InvalidRequestError("messages: final assistant content cannot end with trailing whitespace")


def _check_results(index: int, turn: Turn, before: Turn | None) -> None:
    wanted = [use.id for use in before.tool_uses] if before else []
    said = [result.use_id for result in turn.tool_results]
    if missing := [each for each in wanted if each not in said]:
        raise InvalidRequestError(
            f"messages.{index - 1}: `tool_use` ids were found without `tool_result` blocks immediately after: "
            f"{', '.join(missing)}. Each `tool_use` block must have a corresponding `tool_result` block in the next "
            "message."
        )
    if unasked := [each for each in said if each not in wanted]:
        raise InvalidRequestError(
            f"messages.{index}.content.{said.index(unasked[0])}: unexpected `tool_use_id` found in `tool_result` "
            f"blocks: {unasked[0]}. Each `tool_result` block must have a corresponding `tool_use` block in the "
            "previous message."
        )
